export const errors = {
  'error.modelFileHeader':
    '这个文件不是指标体系：表头需要有 level（1 维度、2 指标、3 下级）和 name 两列，或是本应用导出的 JSON。',
  'error.modelFileLine': '第 {line} 行的 {column} 列不对。请改正后重新导入，什么都没有改动。',
  'error.modelFileEmpty': '文件里没有任何维度。',
  'error.modelFileInvalid': '文件中 {path} 处不合规则，没有导入任何内容。',
  'error.scopeHidden': '这个范围会暴露少数受访者，不能列出或下载。请放宽筛选。',
  'error.cancelled': '已取消',
  'error.engagementGone': '这个项目不存在或已被删除。请回到项目列表。',
  'error.sourceGone': '这个数据来源已经不在了。',
  'error.ledgerChanged': '导出期间清洗记录有变动，没有生成文件。请再导出一次。',
  'error.modelChangedElsewhere':
    '指标体系刚在另一个窗口被修改。请刷新页面后再保存，那边的修改已保留。',
  'error.taxonomyChangedElsewhere':
    '主题在别的窗口里被保存过。请关闭后重新打开，再做修改，以免覆盖。',
  'error.fileEmpty': '“{file}”是空文件。请重新导出一份。',
  'error.headerOnly': '“{file}”只有表头，没有数据行。请检查导出时的筛选条件。',
  'error.allRefused':
    '“{file}”没有一条能读成答卷：从第 {line} 行起，列数多于表头或引号不成对。请检查分隔符。',
  'error.workbookDamaged': '“{file}”不是能读的工作簿，可能已损坏。请在 Excel 里打开后另存一份。',
  'error.workbookEncrypted': '“{file}”有密码保护。请在 Excel 里取消密码后另存，再打开。',
  'error.workbookTooLarge': '“{file}”展开后超过 {limit} MB，浏览器读不下。请另存为 CSV 再打开。',
  'error.workbookTooManyCells':
    '“{file}”的工作表太宽或太长（超过 1,200 万个单元格），浏览器读不下。请删掉多余的列，或另存为 CSV。',
  'error.workbookTooManyParts': '“{file}”里的部件多得不正常，没有打开。请在 Excel 里另存一份。',
  'error.workbookEmpty': '“{file}”的工作表都是空的。',
  'error.packedDamaged': '“{file}”解压失败，文件可能不完整。请重新下载。',
  'error.packedTooLarge': '“{file}”解压后超过 1 GB，没有打开。请拆分后再导入。',
  'error.fileUnreadable': '读不到“{file}”，它可能被移动或改动了。请重新选择文件。',
  'error.unclosedQuote':
    '“{file}”从第 {line} 行起有一个引号没有闭合，后面的内容无法区分。请在该行补上引号后重新导入。',
  'error.unknownEncoding':
    '认不出“{file}”的文字编码。请在 Excel 中另存为“CSV UTF-8”，或手动选择编码。',
  'error.damagedUtf8':
    '“{file}”第 {line} 行附近的文字已损坏（UTF-8 里有无效字节）。请重新导出一份。',
  'error.wrongEncoding': '“{file}”不是 {encoding} 编码。请换一种编码。',
  'error.foreignFile.png': '“{file}”是图片（PNG），不是数据表。请选择 CSV 或 Excel 文件。',
  'error.foreignFile.jpeg': '“{file}”是图片（JPEG），不是数据表。请选择 CSV 或 Excel 文件。',
  'error.foreignFile.gif': '“{file}”是图片（GIF），不是数据表。请选择 CSV 或 Excel 文件。',
  'error.foreignFile.pdf': '“{file}”是 PDF，不是数据表。请导出 CSV 或 Excel 再试。',
  'error.foreignFile.zip': '“{file}”是压缩包，不是表格。请先解压，再打开里面的文件。',
  'error.foreignFile.bzip2': '“{file}”是压缩文件（bzip2）。请先解压，再打开里面的文件。',
  'error.foreignFile.json': '“{file}”是 JSON，但不是满意度分析台的快照。请导出 CSV 或 Excel 再试。',
  'error.foreignFile.html': '“{file}”是网页，不是数据表。请在平台上导出 CSV 或 Excel。',
  'error.snapshotNotJson': '这个快照文件不完整或不是 JSON，没有导入任何内容。请重新导出或换一份。',
  'error.snapshotForeign': '这个文件不是满意度分析台的快照，没有导入任何内容。',
  'error.snapshotTooNew': '这个快照来自更新的版本（{found}，本机支持到 {known}）。请先更新程序。',
  'error.snapshotChanged':
    '快照的校验和不符，文件可能损坏或被改过，没有导入任何内容。请向对方要一份新的。',
  'error.snapshotInvalid': '快照内容在“{path}”处不符合格式，没有导入任何内容。',
  'error.snapshotTooLarge': '“{file}”超过 500 MB，浏览器读不下。请缩小范围后重新导出。',
  'error.snapshotTooDeep': '这个文件嵌套超过 {limit} 层，不是正常的快照，没有打开。',
  'error.snapshotTooManyKeys': '这个文件的字段超过 {limit} 个，不是正常的快照，没有打开。',
  'error.snapshotUnfoldsTooLarge': '快照解压后超过 500 MB，没有打开。',
  'error.snapshotDamaged': '快照文件已损坏，没有导入任何内容。请重新获取一份。',
  'error.snapshotNeedsPassphrase': '这个快照有密码，请输入密码。',
  'error.snapshotPassphrase': '密码不对，或者文件被改动过。什么都没有导入。',
  'error.snapshotAggregates': '这个文件只有汇总分数，不能打开成项目。',
  'error.readBackDiffers': '写入后核对不一致，已撤回这次导入。请检查磁盘空间后再试。',
  'error.mergeMasked': '脱敏或不含答卷的快照不能合并，只能另存为副本。',
  'error.mergeOvertaken': '合并期间项目有改动，什么都没有合并。请再试一次。',
  'error.undoGone': '没有可以撤销的合并。',
  'error.snapshotTooLargeToWrite':
    '快照会超过 500 MB，之后读不回来，所以没有导出。请选“不含录音”，并把录音另外保存。',
  'error.undoOvertaken': '合并之后又有新的改动，整体撤销会丢掉它们，所以没有撤销。',
  'error.partMissing': '程序的一部分没有加载出来。请联网后重新加载；已保存的数据都在。',
  'error.interviewGone': '这场访谈不存在或已被移除。',
  'error.questionnaireMissing': '请先保存一份问卷。',
  'error.questionnaireChangedElsewhere': '另一个窗口已保存了新的问卷版本。请重新打开本页，再修改。',
  'error.storageFull':
    '设备存储空间不足，没有保存。请腾出空间，或导出快照后删除不用的项目，再试一次。',
  'error.storageCleared':
    '浏览器中的数据被清除了，为避免混乱已停止写入。请先导出屏幕上的内容，再刷新页面。',
  'error.storageNewer': '另一个窗口已升级到新版本。请刷新这个页面后继续。',
  'error.storageUnavailable':
    '浏览器不允许使用本机存储（可能是无痕模式或被策略禁止）。请换一个普通窗口或检查浏览器设置。',
} as const;
