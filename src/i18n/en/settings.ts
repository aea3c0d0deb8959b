export const settings = {
  'backup.title': 'Backups',
  'backup.text':
    'The data are on this device only. A snapshot of everything is a backup: keep it somewhere else. Masked ones and those that leave something out are not.',
  'backup.none': 'No engagements yet.',
  'backup.stale': 'Changes not backed up',
  'backup.fresh': 'Backed up',
  'backup.keep': 'Ask the browser to keep it',
  'backup.never':
    '“{name}” has never been backed up, and the browser may clear its data when space runs short.',
  'backup.old':
    '“{name}” was last backed up {time} and has changed since; the browser may clear its data when space runs short.',
  'backup.undoMerge': 'Undo the merge of {time}',
  'backup.undone': '“{name}” is as it was before the merge',
  'backup.undoTitle': 'Undo the merge of “{name}”?',
  'backup.undoText':
    'The engagement goes back to what it was before: sources, interviews and recordings that came with the merge leave this device; recordings the merge deleted do not come back. Nothing is undone where anything changed since.',
  'backup.undoNow': 'Undo the merge',
  'space.title': 'Storage',
  'space.used': '{used} used of about {quota} the browser allows.',
  'space.estimate': "This is the browser's estimate; a full disk leaves less.",
  'space.notKept':
    'The browser has not promised to keep these data: they may be cleared when space runs short.',
  'space.kept': 'The browser has promised to keep these data.',
  'space.private':
    'This looks like a private window: everything is lost when it closes. Use a normal window, or export snapshots as you go.',
  'space.safari':
    'Safari removes the data of sites not visited for seven days. Add this app to the home screen or Dock, and export snapshots regularly.',
  'space.responses': 'Responses',
  'space.files': 'Data files',
  'space.recordings': 'Recordings',
  'space.delete': 'Delete',
  'space.deleteRecordings': 'Delete recordings',
  'space.deleteTitle': 'Delete all recordings of “{name}”?',
  'space.bin': 'Whole engagements are deleted in their list and can be restored for 30 days.',
  'space.version': 'Satiscope {version}',
  'keys.title': 'Key to customer codes',
  'keys.text':
    'The names behind the codes are on this device only: in no snapshot, chart or export. P1, P2 … are names of contacts, masked wherever a note has them.',
  'keys.none': "No codes yet. Plan an interview with a company's name to make one.",
  'keys.code': 'Code',
  'keys.name': 'Name',
  'keys.export': 'Export the key',
  'keys.import': 'Import a key table',
  'keys.imported': { one: '{n} name added', other: '{n} names added' },
  'keys.importedPartly':
    '{n} names added. These codes stand for something else here and were left as they are: {codes}',
  'keys.nothingNew': '{file} holds no new codes and names. Two columns are needed: code, name.',
  'keys.exportText': 'The file holds real names. Do not keep it together with snapshots.',
  'keys.delete': 'Delete the key',
  'keys.deleteText':
    'The names can then no longer be found from the codes. The codes stay in the interviews.',
  'keys.deleted': 'The key was deleted',
  'masking.title': 'What masking finds',
  'masking.text':
    'Paste a text to see what would be masked on the way out. Nothing you type here is kept.',
  'masking.input': 'Text to check',
  'masking.placeholder': 'For example: Ms Helen Zhang, call +44 20 7946 0958',
  'masking.found': 'Personal data found',
  'masking.result': 'Masked:',
  'masking.count': { one: '{n} place found', other: '{n} places found' },
  'masking.kind.email': 'E-mail',
  'masking.kind.address': 'Network address',
  'masking.kind.id': 'Identity number',
  'masking.kind.phone': 'Phone',
  'masking.kind.account': 'Account',
  'masking.kind.name': 'Name',
  'masking.kind.company': 'Company',
} as const;
