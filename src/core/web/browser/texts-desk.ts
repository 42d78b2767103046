import type { Text } from '@suyuan/model/core/refusal'
import { DESK_FORM_TEXTS } from './texts-desk-forms.js'

/** What the app at /desk says by itself, with a signal or without. */
export const DESK_APP_TEXTS = {
  ...DESK_FORM_TEXTS,

  deskTitle: { zh: '工作台', en: 'Desk' },
  deskHome: { zh: '返回', en: 'Back' },
  deskNeedsScript: {
    zh: '这个浏览器不能离线记录。有网络时可以用在线表单。',
    en: 'This browser cannot log off line. With a signal, the on-line forms do the same.'
  },
  deskOnlineForms: { zh: '在线表单', en: 'On-line forms' },

  // Where things stand
  deskOnline: { zh: '有网络', en: 'on line' },
  deskOffline: { zh: '无网络，记录照常保存', en: 'no signal; entries are kept' },
  deskAsOf: { zh: '资料截至 {time}', en: 'goods as of {time}' },
  deskUnsent: { zh: '{count} 条待发送', en: '{count} to be sent' },
  deskOutbox: { zh: '我的记录', en: 'My entries' },
  deskGoods: { zh: '我的货物', en: 'My goods' },
  deskTools: { zh: '其他工具', en: 'Tools' },
  deskWeighing: { zh: '收购过秤', en: 'Weigh-in' },
  deskLabels: { zh: '打印标签', en: 'Labels' },
  deskCertificates: { zh: '承诺达标合格证', en: 'Certificates' },
  deskImport: { zh: '导入导出', en: 'Import and export' },
  deskRecall: { zh: '召回', en: 'Recall' },
  deskRecallNotice: { zh: '召回通知 {number}：请停止销售和使用', en: 'Recall {number}: stop selling and using it' },
  deskRecallHear: { zh: '查看并确认收到', en: 'See it, and acknowledge' },
  deskExcursion: {
    zh: '货物运输或存放中读数超限，待查验',
    en: 'Readings of your goods were beyond their limits: to be inspected'
  },
  deskExcursionSee: { zh: '查看并登记查验结论', en: 'See, and record what was found' },
  deskLogTitle: { zh: '记一笔', en: 'Log' },
  deskNeedsSignal: { zh: '需要网络', en: 'needs a signal' },
  deskToday: { zh: '本机今日采摘累计', en: 'Picked today, on this phone' },

  // The device
  deskDevice: { zh: '这部手机', en: 'This phone' },
  deskEnrolTitle: { zh: '登记这部手机', en: 'Enrol this phone' },
  deskEnrolHelp: {
    zh: '手机会自己生成一把签名密钥，密钥不能导出。管理员批准后，记录才能上链；批准之前可以先记。',
    en: 'The phone makes a signing key of its own that never leaves it. Entries reach the ledger once an administrator has approved it; you may log before that.'
  },
  deskEnrolLabel: { zh: '给手机起个名字', en: 'A name for the phone' },
  deskEnrolHint: {
    zh: '本机构的人能看到，如：一号收购点手机。请勿写姓名',
    en: 'seen by your organisation, such as “phone of post 1”; no person’s name'
  },
  deskEnrolButton: { zh: '登记', en: 'Enrol' },
  deskLogIn: { zh: '请先登录', en: 'Please log in first' },
  deskLogInAgain: {
    zh: '登录已过期，货物资料没有更新；记录照常保存和发送',
    en: 'Your log-in has expired, so goods are not brought up to date; entries are kept and sent all the same'
  },
  deskLogInButton: { zh: '登录', en: 'Log in' },
  deskNoParty: { zh: '这个账号不属于任何经营主体，不能记录', en: 'This account belongs to no party, so it cannot log' },
  deskAsked: { zh: '等待管理员批准这部手机', en: 'Waiting for an administrator to approve this phone' },
  deskAskedHelp: { zh: '可以先记，批准后自动发送。', en: 'Go on logging; all is sent once it is approved.' },
  deskApproved: { zh: '已批准', en: 'approved' },
  deskRevoked: { zh: '这部手机的密钥已吊销，不能再记录', en: 'This phone’s key has been revoked: it can log no more' },
  deskKey: { zh: '密钥', en: 'Key' },
  deskParty: { zh: '主体', en: 'Party' },

  // The camera
  deskScan: { zh: '扫码', en: 'Scan' },
  deskScanClose: { zh: '关闭相机', en: 'Close the camera' },
  deskScanOther: { zh: '这个码不是要扫的那种', en: 'That code is of another kind' },
  deskScanned: { zh: '已读到 …{code}', en: 'read …{code}' },
  deskScanNone: { zh: '相机不能用，请手工输入', en: 'The camera cannot be used: please type' },
  deskScanNotHere: { zh: '这一箱不在列表里', en: 'That case is not in the list' },

  // Entries
  deskStateDraft: { zh: '草稿', en: 'draft' },
  deskStateQueued: { zh: '待发送', en: 'to be sent' },
  deskStateSent: { zh: '已发送', en: 'sent' },
  deskStateRecorded: { zh: '已上链', en: 'on the ledger' },
  deskStateRefused: { zh: '被拒', en: 'refused' },
  deskStateMended: { zh: '被拒，已重记', en: 'refused, logged anew' },
  deskInBlock: { zh: '区块 {block}', en: 'block {block}' },
  deskWaitsFor: { zh: '已收到，在等前面的记录：{what}', en: 'taken; it waits for {what}' },
  deskFault: { zh: '服务端处理受阻，已报警', en: 'held up by a fault of the service, which has been reported' },
  deskMend: { zh: '改正后重记', en: 'Mend and log anew' },
  deskSave: { zh: '保存', en: 'Save' },
  deskNext: { zh: '再记一笔', en: 'Log another' },
  deskSend: { zh: '提交', en: 'Submit' },
  deskSaved: { zh: '已保存，有网络就发送', en: 'Kept; it is sent when there is a signal' },
  deskDiscard: { zh: '删除草稿', en: 'Discard the draft' },
  deskNothingYet: { zh: '还没有记录', en: 'Nothing has been logged yet' },
  deskLoggedBy: { zh: '记录人 {name}', en: 'logged by {name}' },
  deskPhotos: { zh: '照片', en: 'Photos' },
  deskAddPhoto: { zh: '拍照', en: 'Take a photo' },
  deskPhotosKept: { zh: '{count} 张照片', en: '{count} photos' },
  deskSendNow: { zh: '立即发送', en: 'Send now' },
  deskRefusedHelp: {
    zh: '账本没有接受这条记录，什么也没有改变。原因：',
    en: 'The ledger did not take this entry, and nothing has changed. Why:'
  },

  // Care for what is unsent
  deskSkew: {
    zh: '这部手机的时钟{direction} {amount}，记录已照此标明。请校准时间。',
    en: 'This phone’s clock is {amount} {direction}; entries are marked so. Please set it right.'
  },
  deskAhead: { zh: '快', en: 'ahead' },
  deskBehind: { zh: '慢', en: 'behind' },
  deskHours: { zh: '{count} 小时', en: '{count} h' },
  deskMinutes: { zh: '{count} 分钟', en: '{count} min' },
  deskSkewMark: { zh: '时钟{direction} {amount}', en: 'clock {amount} {direction}' },
  deskMayEvict: {
    zh: '浏览器可能清除未发送的 {count} 条记录：{days} 天内请打开本页并连上网络，或把本页安装到主屏幕。',
    en: 'The browser may clear {count} entries that are not sent: open this page with a signal within {days} days, or install it on the home screen.'
  },
  deskFull: {
    zh: '手机存储快满了，请先清理，以免丢失未发送的记录',
    en: 'The phone’s storage is nearly full: make room, or unsent entries may be lost'
  },
  deskInstall: { zh: '安装到主屏幕', en: 'Install on the home screen' },
  deskNotKept: { zh: '没有保存：{reason}', en: 'Not kept: {reason}' },

  // Several clerks on one phone
  deskClerks: { zh: '换人', en: 'Change clerk' },
  deskClerkNow: { zh: '记录人：{name}', en: 'clerk: {name}' },
  deskClerkAdd: { zh: '添加记录人', en: 'Add a clerk' },
  deskClerkName: { zh: '称呼', en: 'Name' },
  deskClerkHint: { zh: '只给本单位看，不写入账本', en: 'for your own organisation; it is not on the ledger' },
  deskPin: { zh: '四位密码', en: 'PIN of four digits' },
  deskPinWrong: { zh: '密码不对', en: 'That PIN is wrong' },
  deskPinForm: { zh: '请填四位数字', en: 'Four digits, please' },
  deskClerkUse: { zh: '换成此人', en: 'Change' }
} as const satisfies Record<string, Text>
