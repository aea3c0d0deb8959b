export const errors = {
  'error.modelFileHeader':
    'This file is no model: a table needs the columns level (1 dimension, 2 indicator, 3 part) and name; or use a JSON file from this app.',
  'error.modelFileLine':
    'Line {line}, column {column} is not right. Correct it and import again; nothing was changed.',
  'error.modelFileEmpty': 'The file has no dimension in it.',
  'error.modelFileInvalid': 'The file breaks a rule at {path}; nothing was imported.',
  'error.scopeHidden':
    'This scope would give away few respondents and cannot be listed or downloaded. Widen the filter.',
  'error.cancelled': 'Cancelled',
  'error.engagementGone':
    'This engagement does not exist or has been deleted. Go back to the list.',
  'error.sourceGone': 'This source is no longer there.',
  'error.ledgerChanged':
    'The ledger changed during the export, so no file was written. Export it again.',
  'error.modelChangedElsewhere':
    'The model has just been changed in another window. Reload and try again; the other change has been kept.',
  'error.taxonomyChangedElsewhere':
    'The themes were saved in another window. Close and open them again before editing, so that nothing is overwritten.',
  'error.fileEmpty': '“{file}” is empty. Export it again.',
  'error.headerOnly': '“{file}” has a header but no rows. Check the filter used when exporting.',
  'error.allRefused':
    'No record of “{file}” could be read: from line {line} on there are more fields than the header has, or quotes do not match. Check the delimiter.',
  'error.workbookDamaged':
    '“{file}” is no workbook that can be read; it may be damaged. Open it in Excel and save a copy.',
  'error.workbookEncrypted':
    '“{file}” is protected by a password. Remove it in Excel, save, and open the file again.',
  'error.workbookTooLarge':
    '“{file}” unfolds to more than {limit} MB, too much for a browser. Save it as CSV and open that.',
  'error.workbookTooManyCells':
    'A worksheet of “{file}” is too wide or too long (over 12 million cells) for a browser. Delete columns that are not needed, or save it as CSV.',
  'error.workbookTooManyParts':
    '“{file}” has an unreasonable number of parts and was not opened. Save a copy in Excel.',
  'error.workbookEmpty': 'All worksheets of “{file}” are empty.',
  'error.packedDamaged': '“{file}” could not be unpacked; it may be incomplete. Download it again.',
  'error.packedTooLarge': '“{file}” unpacks to more than 1 GB and was not opened. Split it first.',
  'error.fileUnreadable':
    '“{file}” cannot be read; it may have been moved or changed. Choose it again.',
  'error.unclosedQuote':
    'In “{file}” a quote opened on line {line} is never closed, so what follows cannot be told apart. Close it on that line and import again.',
  'error.unknownEncoding':
    'The text encoding of “{file}” is not recognised. Save it as “CSV UTF-8” from Excel, or choose an encoding.',
  'error.damagedUtf8':
    'The text of “{file}” is damaged near line {line} (bytes that are not valid UTF-8). Export it again.',
  'error.wrongEncoding': '“{file}” is not encoded as {encoding}. Choose another encoding.',
  'error.foreignFile.png': '“{file}” is a PNG image, not a table. Choose a CSV or Excel file.',
  'error.foreignFile.jpeg': '“{file}” is a JPEG image, not a table. Choose a CSV or Excel file.',
  'error.foreignFile.gif': '“{file}” is a GIF image, not a table. Choose a CSV or Excel file.',
  'error.foreignFile.pdf': '“{file}” is a PDF, not a table. Export CSV or Excel instead.',
  'error.foreignFile.zip':
    '“{file}” is an archive, not a table. Unpack it and open the file inside.',
  'error.foreignFile.bzip2': '“{file}” is packed with bzip2. Unpack it and open the file inside.',
  'error.foreignFile.json':
    '“{file}” is JSON, but no Satiscope snapshot. Export CSV or Excel instead.',
  'error.foreignFile.html':
    '“{file}” is a web page, not a table. Export CSV or Excel from the platform.',
  'error.snapshotNotJson':
    'The snapshot is incomplete or not JSON; nothing was imported. Export it again or choose another.',
  'error.snapshotForeign': 'This file is not a Satiscope snapshot; nothing was imported.',
  'error.snapshotTooNew':
    'This snapshot comes from a newer version ({found}; this app knows {known}). Update the app first.',
  'error.snapshotChanged':
    "The snapshot's checksum does not match: the file is damaged or was changed, and nothing was imported. Ask for a fresh one.",
  'error.snapshotInvalid': 'The snapshot breaks the format at “{path}”; nothing was imported.',
  'error.snapshotTooLarge':
    '“{file}” is over 500 MB, more than a browser can read. Export a smaller engagement.',
  'error.snapshotTooDeep':
    'This file nests deeper than {limit} levels; it is no ordinary snapshot and was not opened.',
  'error.snapshotTooManyKeys':
    'This file has more than {limit} fields; it is no ordinary snapshot and was not opened.',
  'error.snapshotUnfoldsTooLarge': 'The snapshot unfolds to more than 500 MB and was not opened.',
  'error.snapshotDamaged':
    'The snapshot file is damaged; nothing was imported. Please get another copy.',
  'error.snapshotNeedsPassphrase': 'This snapshot is locked; please enter its passphrase.',
  'error.snapshotPassphrase': 'Wrong passphrase, or the file was changed. Nothing was imported.',
  'error.snapshotAggregates': 'This file holds aggregate scores only and cannot be opened.',
  'error.readBackDiffers':
    'What was written differs from the file, so the import was taken back. Check the disk space and try again.',
  'error.mergeMasked':
    'A snapshot that is masked or has no responses cannot be merged, only imported as a copy.',
  'error.mergeOvertaken':
    'The engagement changed while it was being merged; nothing was merged. Please try again.',
  'error.undoGone': 'There is no merge to undo.',
  'error.snapshotTooLargeToWrite':
    'The snapshot would be over 500 MB and could not be read again, so it was not written. Choose “Everything but recordings” and keep the recordings elsewhere.',
  'error.undoOvertaken':
    'There were changes since the merge. Undoing it would lose them, so nothing was undone.',
  'error.partMissing':
    'A part of the app could not be loaded. Reload with a network; everything saved is still there.',
  'error.interviewGone': 'This interview does not exist or was removed.',
  'error.questionnaireMissing': 'Save a questionnaire first.',
  'error.questionnaireChangedElsewhere':
    'Another window has saved a newer questionnaire. Open this page again before editing.',
  'error.storageFull':
    'There is not enough space on this device; nothing was saved. Free some space, or export a snapshot and delete engagements you no longer need, then try again.',
  'error.storageCleared':
    "The site's data have been cleared, so writing has stopped. Save what is on screen, then reload the page.",
  'error.storageNewer':
    'Another window has upgraded to a newer version. Reload this page to go on.',
  'error.storageUnavailable':
    "The browser does not allow storage on this device (private window or a policy). Use an ordinary window or check the browser's settings.",
} as const;
