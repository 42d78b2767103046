import type { Text } from '@suyuan/model/core/refusal'

/** What people read of what is kept about them, and of its erasure. */
export const HELD_TEXTS = {
  heldAboutTitle: { zh: '我的个人信息', en: 'What is kept about you' },
  heldHelp: {
    zh: '依照《个人信息保护法》第四十四、四十五条，您可以查阅和复制本系统保存的、与您有关的全部信息。只有您本人看得到这一页。',
    en: 'Under articles 44 and 45 of China’s Personal Information Protection Law you may read and copy all that is kept about you here. This page is shown to you alone.'
  },
  heldLink: { zh: '查看、导出或删除我的个人信息', en: 'See, take away or erase what is kept about you' },
  heldDownload: { zh: '导出全部（JSON）', en: 'Take all of it away (JSON)' },
  heldWays: { zh: '登录方式', en: 'How you log in' },
  heldPassword: { zh: '密码（只存校验值）', en: 'A password (only what checks it)' },
  heldIdentity: { zh: '单位登录：{issuer}', en: 'Your organisation’s log-in: {issuer}' },
  heldSessions: { zh: '登录记录 {count} 条', en: '{count} log-ins' },
  heldDoings: { zh: '您留下的记录', en: 'What you did' },
  heldDevices: { zh: '设备 {count} 台', en: '{count} devices' },
  heldNotes: { zh: '手机记录的备注 {count} 条', en: '{count} notes of your phones’ entries' },
  heldActs: { zh: '操作日志 {count} 条', en: '{count} entries of the audit log' },
  heldTraces: { zh: '以您的编号登记的单据 {count} 份', en: '{count} papers under your number' },
  heldEntries: {
    zh: '账本上用您的设备密钥签的记录 {count} 条',
    en: '{count} entries on the ledger under your devices’ keys'
  },
  heldNumber: { zh: '您的编号', en: 'Your number' },
  heldMore: {
    zh: '不保存您的网址（IP）、手机号、证件号、位置。各项明细在导出的文件里。',
    en: 'Your address (IP), telephone, identity number and whereabouts are not kept. The file has each item in full.'
  },

  eraseTitle: { zh: '删除个人信息', en: 'Erasure' },
  eraseGoes: {
    zh: '删除：姓名、账号名、密码、通行密钥、登录记录、单位登录的关联、开户码、设备名称，操作日志里提到您姓名的文字。',
    en: 'What goes: name, account name, password, passkeys, log-ins, the link to your organisation’s log-in, codes, what your devices are called, and the words of the audit log that name you.'
  },
  eraseStays: {
    zh: '保留：账本上的记录（只有密钥，没有姓名）、操作日志的编号和指纹、法律要求留存的单据，都只对应一个编号，不再对应您。设备密钥从删除时起吊销。现场检查笔录按规定归档保存。',
    en: 'What stays: the ledger’s entries (by keys, without names), numbers and fingerprints of the audit log, and papers that the law wants kept. They lead to a number, and no longer to you. Your devices’ keys are revoked from then on. Records of inspections are kept as the rules on files require.'
  },
  eraseWho: {
    zh: '由本机构另一位管理员办理，因为吊销密钥要以机构名义写入账本，手头的工作也要交接。15 个工作日内应当办结。之前随时可以撤回申请。',
    en: 'Another administrator of your organisation carries it out, since revoking keys is said on the ledger in its name, and work in hand must be handed over. It is due within 15 working days. Until then you may take your request back.'
  },
  eraseAsk: { zh: '申请删除我的个人信息', en: 'Ask for erasure' },
  eraseAsked: { zh: '您已于 {when} 申请删除', en: 'You asked for erasure on {when}' },
  eraseTakeBack: { zh: '撤回申请', en: 'Take it back' },
  eraseWanted: { zh: '申请删除个人信息', en: 'wants to be erased' },
  eraseSince: { zh: '{when} 申请，15 个工作日内办结', en: 'asked {when}; due within 15 working days' },
  eraseDo: { zh: '删除个人信息', en: 'Erase' },
  eraseConfirm: { zh: '输入账号名以确认', en: 'Type the account name to confirm' },
  eraseForGood: { zh: '删除后无法恢复。', en: 'This cannot be undone.' },
  eraseWrong: { zh: '与账号名不符，没有删除', en: 'This is not the account name; nothing was erased' },
  eraseOwn: {
    zh: '不能删除自己，请另一位管理员办理',
    en: 'Nobody erases himself; please ask another administrator'
  },
  erasedSubject: { zh: '应本人要求已删除', en: 'erased at the wish of whom it named' },
  deviceNameless: { zh: '设备', en: 'Device' },
  actErase: { zh: '删除个人信息', en: 'personal data erased' },
  actEraseAsk: { zh: '申请删除个人信息', en: 'erasure asked for' },
  actEraseTakeBack: { zh: '撤回删除申请', en: 'request for erasure taken back' },
  actRedact: { zh: '删除日志中的姓名文字', en: 'words of the log erased' },
  actExport: { zh: '导出本人信息', en: 'own data taken away' },

  privacyAccountsTitle: { zh: '登录使用的人员', en: 'People who log in' },
  privacyAccounts: {
    zh: '为基地、承运、门店、监管等工作人员保存姓名、账号名、所属单位和岗位、登录方式和登录记录、设备名称，用来分清是谁代表单位记录和办理；不写上账本。登录后在“我的账号”可以查阅、导出这些信息，申请删除，机构管理员在 15 个工作日内办结。删除后，账本和操作日志里的记录只对应一个编号。删除会另行登记，恢复旧备份时再次执行。',
    en: 'Of those who work with it we keep name, account name, party and roles, how and when they log in, and what their devices are called, to tell who speaks for whom. None of it is on the ledger. Logged in, they can read and take away all of it under My account, and ask for its erasure, which their administrator carries out within 15 working days. Then what ledger and audit log hold leads to a number alone. Erasures are on record apart, and are carried out again when an old backup is restored.'
  }
} as const satisfies Record<string, Text>
