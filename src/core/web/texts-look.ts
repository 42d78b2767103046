import type { Text } from '@suyuan/model/core/refusal'

/** What stands around pages: below them, at their top, and where the site begins. */
export const LOOK_TEXTS = {
  skip: { zh: '跳到正文', en: 'Skip to content' },
  footerLinks: { zh: '站点链接', en: 'Links of this site' },
  footerHome: { zh: '首页', en: 'Home' },
  footerDocs: { zh: '数据接口', en: 'API' },
  chainFiling: { zh: '区块链信息服务备案号', en: 'Blockchain information service filing' },

  // Those who log in
  areas: { zh: '工作区', en: 'Areas' },
  areaDesk: { zh: '工作台', en: 'Desk' },
  areaAudit: { zh: '监管', en: 'Audit' },
  areaAccount: { zh: '账户', en: 'Account' },
  logOut: { zh: '退出登录', en: 'Log out' },
  navHome: { zh: '首页', en: 'Home' },
  navGoods: { zh: '货品', en: 'Goods' },
  navWeighing: { zh: '称重', en: 'Weigh' },
  navLabels: { zh: '标签', en: 'Labels' },
  navExchange: { zh: '数据', en: 'Data' },
  navCertificates: { zh: '合格证', en: 'Certs' },
  navSearch: { zh: '搜索', en: 'Search' },
  navRecalls: { zh: '召回', en: 'Recalls' },
  navLedger: { zh: '账本', en: 'Ledger' },
  navVerify: { zh: '核验', en: 'Verify' },
  navInspections: { zh: '检查', en: 'On site' },
  navComplaints: { zh: '投诉', en: 'Reports' },
  navRequests: { zh: '协查', en: 'Assist' },
  navMe: { zh: '我', en: 'Me' },
  navPeople: { zh: '成员', en: 'Members' },
  navDevices: { zh: '设备', en: 'Devices' },
  navKeys: { zh: '密钥', en: 'Keys' },
  navLog: { zh: '日志', en: 'Log' },

  // Landing
  landingWhat: {
    zh: '每一步都由经手的人签名，三家机构共同记入账本。扫一扫，看它经过了谁的手；再点一下，用您自己的手机核验。',
    en: 'Each step is signed by whoever took it and put on a ledger that three organisations keep. Scan to see whose hands it passed through, and check that on your own phone.'
  },
  doorConsumer: { zh: '我买了一件产品', en: 'I bought a product' },
  doorConsumerHelp: {
    zh: '扫包装上的二维码，或在上面输入追溯码。不用注册，不收集个人信息。',
    en: 'Scan the code on the pack, or type it above. No account, no personal data.'
  },
  doorDesk: { zh: '我种植、加工、运输或销售', en: 'I grow, make, carry or sell' },
  doorDeskHelp: {
    zh: '采摘、加工、包装、发货、收货，几步登记；没有信号也能记。',
    en: 'Log picking, making, packing, shipping and receiving in a few taps, with or without a signal.'
  },
  doorDeskGo: { zh: '进入工作台', en: 'To the desk' },
  doorBoard: { zh: '我想了解项目', en: 'I want to know the programme' },
  doorBoardHelp: {
    zh: '基地、认定、评价、监管的公开登记，任何人都可以查询和核验。',
    en: 'Public registers of bases, recognition, evaluation and supervision, open to everybody.'
  },
  doorBoardGo: { zh: '查看公示', en: 'To the registers' },
  landingStories: { zh: '看几个例子', en: 'Some examples' },
  doorAudit: { zh: '我负责监管', en: 'I supervise' },
  doorAuditHelp: {
    zh: '正查、反查，数量平衡，召回，账本逐笔可查。',
    en: 'Trace both ways, mass balance, recalls, every transaction of the ledger.'
  },
  doorAuditGo: { zh: '进入监管', en: 'To supervision' },
  trustTitle: { zh: '凭什么相信', en: 'Why believe it' },
  trustSigned: {
    zh: '谁做的，谁签名。改动一个字，签名就对不上。',
    en: 'Whoever did it signed it. Change a letter, and the signature no longer fits.'
  },
  trustShared: {
    zh: '基地、销售、监管三方各有一份账本，没有哪一家能自己改。',
    en: 'Growers, sellers and supervisors each hold the ledger; none can change it alone.'
  },
  trustLimits: {
    zh: '账本能证明记录没有被改，不能证明当时写的都是真的。这一点我们写在每一页上。',
    en: 'The ledger proves that a record is unaltered, not that what was written was true. Every page says so.'
  }
} as const satisfies Record<string, Text>
