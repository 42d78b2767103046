import type { Text } from '@suyuan/model/core/refusal'

/** What the pages of accounts say. */
export const PEOPLE_TEXTS = {
  peopleBack: { zh: '返回', en: 'Back' },

  // Logging in
  loginTitle: { zh: '登录', en: 'Log in' },
  loginHelp: {
    zh: '供基地、承运、门店、采购、检测和监管人员使用。消费者扫码查询无需登录。',
    en: 'For those who grow, carry, sell, buy, test and supervise. Looking up a product needs no log-in.'
  },
  loginPasskey: { zh: '用通行密钥登录', en: 'Log in with a passkey' },
  loginPasskeyHelp: {
    zh: '用这台设备的指纹、面容或锁屏密码验证。',
    en: 'With this device’s fingerprint, face or screen lock.'
  },
  loginPassword: { zh: '用账号和密码登录', en: 'Log in with account and password' },
  loginAccount: { zh: '账号名', en: 'Account name' },
  loginPasswordLabel: { zh: '密码', en: 'Password' },
  loginSubmit: { zh: '登录', en: 'Log in' },
  loginHaveCode: { zh: '有开户码？在这里开户', en: 'You have an enrolment code? Enrol here' },
  loginForgot: {
    zh: '忘记密码或更换了设备：请本机构管理员重新发一个开户码。',
    en: 'Password forgotten, or a new device: ask your organisation’s administrator for a new code.'
  },
  loginFailed: {
    zh: '账号或密码不正确，请核对后重试。',
    en: 'Account or password is not right; please check and try again.'
  },
  loginTooOften: {
    zh: '尝试次数过多，请一刻钟后再试，或改用通行密钥。',
    en: 'Too many attempts. Please wait a quarter of an hour, or use a passkey.'
  },

  passkeyUnable: {
    zh: '当前浏览器或网址不支持通行密钥，请用密码。',
    en: 'This browser or address cannot use passkeys; please use a password.'
  },
  passkeyCancelled: {
    zh: '没有完成。请再试一次，或改用密码。',
    en: 'That was not completed. Try again, or use a password.'
  },

  oidcLogin: { zh: '用{name}登录', en: 'Log in with {name}' },
  oidcProve: { zh: '用{name}验证', en: 'Confirm with {name}' },
  oidcGoOn: { zh: '前往{name}', en: 'Go on to {name}' },
  enrolOidc: { zh: '或者：用{name}', en: 'Or: with {name}' },

  // Coming in by a code
  enrolTitle: { zh: '开户', en: 'Enrol' },
  enrolHelp: {
    zh: '请输入本机构管理员给您的开户码。',
    en: 'Please type the code that your organisation’s administrator gave you.'
  },
  enrolCode: { zh: '开户码', en: 'Enrolment code' },
  enrolCodeHint: { zh: '12 位字母和数字，例：AB2C-DE3F-GH4J', en: '12 letters and digits, as in AB2C-DE3F-GH4J' },
  enrolNext: { zh: '下一步', en: 'Next' },
  enrolRefused: {
    zh: '这个开户码不正确、已经用过，或已过期。请核对，或请管理员重新发一个。',
    en: 'This code is not right, was used, or has expired. Please check it, or ask for a new one.'
  },
  enrolTooOften: { zh: '尝试次数过多，请一刻钟后再试。', en: 'Too many attempts. Please wait a quarter of an hour.' },
  enrolLoginHint: {
    zh: '自己取一个，以后登录用：2 到 40 个字母、汉字或数字，不含空格',
    en: 'Choose one to log in with: 2 to 40 letters or digits, no spaces'
  },
  enrolPasskey: { zh: '推荐：用这台设备的通行密钥', en: 'Best: a passkey on this device' },
  enrolPasskeyHelp: {
    zh: '以后用指纹、面容或锁屏密码登录，不用记密码，也不会被骗走。',
    en: 'You log in with fingerprint, face or screen lock; there is nothing to remember and nothing to be tricked out of.'
  },
  enrolPasskeyButton: { zh: '创建通行密钥', en: 'Create a passkey' },
  enrolPassword: { zh: '或者：设一个密码', en: 'Or: set a password' },
  enrolPasswordButton: { zh: '用密码开户', en: 'Enrol with a password' },
  passwordHint: {
    zh: '至少 {count} 个字符；几个词连起来最好记',
    en: 'At least {count} characters; a few words in a row are easy to keep'
  },
  passwordShort: {
    zh: '密码至少 {count} 个字符，最多 128 个',
    en: 'A password has at least {count} characters and at most 128'
  },
  loginMalformed: {
    zh: '账号名为 2 到 40 个字母、汉字、数字，可含 . _ -',
    en: 'An account name has 2 to 40 letters or digits, and may have . _ -'
  },
  loginTaken: { zh: '这个账号名已有人用，请换一个', en: 'This account name is taken; please choose another' },

  // Proving once more
  proveTitle: { zh: '请再次验证身份', en: 'Please prove who you are once more' },
  proveHelp: {
    zh: '接下来的操作影响重大，请先确认是您本人。十分钟内有效。',
    en: 'What comes next matters, so please confirm that it is you. This holds for ten minutes.'
  },
  provePasskey: { zh: '用通行密钥验证', en: 'Confirm with a passkey' },
  provePassword: { zh: '用密码验证', en: 'Confirm with your password' },
  proveSubmit: { zh: '确认', en: 'Confirm' },
  proveFailed: { zh: '密码不正确，请重试。', en: 'The password is not right; please try again.' },

  // Who one is
  passkeysTitle: { zh: '通行密钥', en: 'Passkeys' },
  passkeysNone: { zh: '还没有通行密钥', en: 'None yet' },
  passkeyAdd: { zh: '添加通行密钥', en: 'Add a passkey' },
  passkeyMade: { zh: '{when} 创建', en: 'made {when}' },
  passkeyRevoke: { zh: '停用', en: 'Revoke' },
  lastUsed: { zh: '最近使用 {when}', en: 'last used {when}' },
  passwordChange: { zh: '修改密码', en: 'Change the password' },
  passwordSet: { zh: '设置密码', en: 'Set a password' },
  passwordNew: { zh: '新密码', en: 'New password' },
  sessionsTitle: { zh: '已登录的设备', en: 'Where you are logged in' },
  sessionThis: { zh: '本机', en: 'this one' },
  sessionStarted: { zh: '{when} 登录', en: 'since {when}' },
  sessionEnd: { zh: '退出该设备', en: 'Log out there' },
  sessionEndOthers: { zh: '退出其他所有设备', en: 'Log out everywhere else' },

  // An administrator's people
  membersTitle: { zh: '人员', en: 'People' },
  membersList: { zh: '成员', en: 'Members' },
  memberNew: { zh: '添加人员', en: 'Add somebody' },
  memberNewHelp: {
    zh: '填写后得到一个开户码，交给本人，三天内有效，只能用一次。',
    en: 'You get an enrolment code to hand over. It is good for three days, once.'
  },
  memberPartyHint: {
    zh: '机构管理员选机构本身，其他人选所在企业或单位',
    en: 'An administrator belongs to the organisation itself, everybody else to a party'
  },
  memberSince: { zh: '开户时间', en: 'Member since' },
  memberDisabled: { zh: '已停用', en: 'Barred' },
  memberDisable: { zh: '停用账号', en: 'Bar this account' },
  memberEnable: { zh: '恢复账号', en: 'Let in again' },
  rolesSave: { zh: '保存岗位', en: 'Save roles' },
  rolesNone: { zh: '请至少选一个岗位', en: 'Please choose at least one role' },
  rolesAdministrator: {
    zh: '机构管理员须属于机构本身，不能属于某个主体',
    en: 'An administrator belongs to the organisation itself, not to a party'
  },
  rolesRegulated: {
    zh: '检测、评价、帮扶办和监管岗位只能由监管机构设定',
    en: 'Only the regulator gives the roles laboratory, certifier, assistance office and regulator'
  },
  rolesOwn: { zh: '不能取消自己的管理员岗位', en: 'You cannot take the administrator’s role from yourself' },
  nameMissing: { zh: '请填写，最多 60 个字', en: 'Please fill this in, at most 60 characters' },
  partyMissing: { zh: '请选择本机构的主体', en: 'Please choose a party of your organisation' },
  codeMake: { zh: '生成开户码', en: 'Make a code' },
  codeTitle: { zh: '{name} 的开户码', en: 'Enrolment code of {name}' },
  codeHelp: {
    zh: '请当面或电话告诉本人，在下面的网址输入。三天内有效，只能用一次。',
    en: 'Tell it in person or by telephone; it is typed in at the address below. Good for three days, once.'
  },
  shownOnce: {
    zh: '只显示这一次，离开本页后无法再看到。',
    en: 'Shown this once; you cannot see it again after leaving this page.'
  },
  codesOpen: { zh: '未使用的开户码', en: 'Codes not used yet' },
  codeUntil: { zh: '{when} 前有效', en: 'good until {when}' },
  codeWithdraw: { zh: '作废', en: 'Withdraw' },
  codeAgain: { zh: '重新发开户码', en: 'New code' },

  // Devices
  devicesTitle: { zh: '设备密钥', en: 'Device keys' },
  devicesHelp: {
    zh: '设备自己生成密钥并签名，密钥不离开设备。管理员批准后登记到账本；设备遗失时在此吊销。',
    en: 'A device makes its own key and signs with it; the key never leaves it. Approved ones are on the ledger; lost ones are revoked here.'
  },
  devicesNone: { zh: '还没有设备申请', en: 'No device has asked yet' },
  devicesAsked: { zh: '等待批准的设备', en: 'Devices that wait for approval' },
  deviceAsked: { zh: '待批准', en: 'waiting' },
  deviceApproved: { zh: '已登记', en: 'registered' },
  deviceDeclined: { zh: '未批准', en: 'declined' },
  deviceRevoked: { zh: '已吊销', en: 'revoked' },
  deviceApprove: { zh: '批准并登记', en: 'Approve and register' },
  deviceDecline: { zh: '不批准', en: 'Decline' },
  deviceRevoke: { zh: '吊销', en: 'Revoke' },
  deviceSince: {
    zh: '可能从何时起落入他人之手（可不填）',
    en: 'Since when it may have been in other hands (may be left out)'
  },
  deviceSinceHint: {
    zh: '北京时间。此后用该密钥签的记录会被标注；吊销本身立即生效。',
    en: 'Beijing time. What it signed since is marked; the revocation itself counts at once.'
  },

  // API keys
  keysTitle: { zh: '接口密钥', en: 'API keys' },
  keysHelp: {
    zh: '供程序代主体写入，由网关代签，账本上注明代签。',
    en: 'For programs that write in a party’s name. The gateway signs, and the ledger says so.'
  },
  keyNew: { zh: '新建接口密钥', en: 'New API key' },
  keyParty: { zh: '主体', en: 'Party' },
  keyLabel: { zh: '用途', en: 'What for' },
  keyLabelHint: { zh: '例：仓库系统', en: 'For example: warehouse system' },
  keyMake: { zh: '生成密钥', en: 'Make a key' },
  keysList: { zh: '已有密钥', en: 'Keys' },
  keysNone: { zh: '还没有接口密钥', en: 'None yet' },
  keyRevoke: { zh: '停用', en: 'Revoke' },
  keyShown: { zh: '接口密钥：{label}', en: 'API key: {label}' },

  // The log
  logTitle: { zh: '操作日志', en: 'Audit log' },
  logHelp: {
    zh: '账号、密钥、设备的每一次变动。每条都含上一条的指纹，改动或删除任何一条都会被发现。',
    en: 'Every change of accounts, keys and devices. Each entry holds the fingerprint of the one before, so none is altered or removed unnoticed.'
  },
  logWhole: { zh: '已核对：{count} 条，完整无改动', en: 'Checked: {count} entries, whole and unaltered' },
  logMissing: { zh: '第 {number} 条缺失', en: 'Entry {number} is missing' },
  logAltered: { zh: '第 {number} 条被改动过', en: 'Entry {number} was altered' },
  logCutOff: { zh: '第 {number} 条及以后被删除', en: 'Entry {number} and what follows were removed' },
  logNumber: { zh: '序号', en: 'No.' },
  logAt: { zh: '时间', en: 'At' },
  logWho: { zh: '操作人', en: 'Who' },
  logAct: { zh: '操作', en: 'Act' },
  logSubject: { zh: '对象', en: 'On' },
  logDetails: { zh: '详情', en: 'Details' },
  actLogin: { zh: '登录', en: 'log-in' },
  actEnrol: { zh: '开户', en: 'enrolment' },
  actDisable: { zh: '停用账号', en: 'account barred' },
  actEnable: { zh: '恢复账号', en: 'account let in again' },
  actCodeMake: { zh: '生成开户码', en: 'code made' },
  actCodeWithdraw: { zh: '作废开户码', en: 'code withdrawn' },
  actRoles: { zh: '修改岗位', en: 'roles set' },
  actPassword: { zh: '设置密码', en: 'password set' },
  actPasskeyAdd: { zh: '添加通行密钥', en: 'passkey added' },
  actPasskeyRevoke: { zh: '停用通行密钥', en: 'passkey revoked' },
  actDeviceAsk: { zh: '申请设备密钥', en: 'device key asked for' },
  actDeviceApprove: { zh: '批准设备密钥', en: 'device key approved' },
  actDeviceDecline: { zh: '不批准设备密钥', en: 'device key declined' },
  actDeviceRevoke: { zh: '吊销设备密钥', en: 'device key revoked' },
  actKeyOpen: { zh: '新建接口密钥', en: 'API key made' },
  actKeyRevoke: { zh: '停用接口密钥', en: 'API key revoked' },
  logOlder: { zh: '更早的', en: 'Older' },

  accountTitle: { zh: '我的账号', en: 'My account' },
  accountName: { zh: '姓名', en: 'Name' },
  accountParty: { zh: '所属主体', en: 'Belongs to' },
  accountRoles: { zh: '岗位', en: 'Roles' },
  accountLogOut: { zh: '退出登录', en: 'Log out' },

  roleOperator: { zh: '基地操作员', en: 'operator' },
  rolePacker: { zh: '包装员', en: 'packer' },
  roleCarrier: { zh: '承运员', en: 'carrier' },
  roleOutlet: { zh: '门店店员', en: 'outlet clerk' },
  roleBuyer: { zh: '采购员', en: 'buyer' },
  roleLaboratory: { zh: '检测员', en: 'laboratory' },
  roleCertifier: { zh: '评价员', en: 'certifier' },
  roleOffice: { zh: '帮扶办人员', en: 'assistance office' },
  roleRegulator: { zh: '监管人员', en: 'regulator' },
  roleAdministrator: { zh: '机构管理员', en: 'administrator' }
} as const satisfies Record<string, Text>
