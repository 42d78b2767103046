import type { Text } from '@suyuan/model/core/refusal'

/** Check codes, short codes, complaints, and what is kept of readers. */
export const SCAN_TEXTS = {
  scanShortCode: { zh: '短码', en: 'Short code' },
  scanRegionUnknown: { zh: '地区不详', en: 'region not known' },

  // A short code that several packs share
  scanWhichTitle: {
    zh: '这个短码对应多件产品，请选择您手里的一件',
    en: 'Several packs have this short code: choose yours'
  },
  scanWhichHelp: {
    zh: '短码很短，偶尔会重复，这很正常。请按包装上的产品名称和序列号选择。',
    en: 'Short codes are short, so a few occur twice; nothing is wrong. Choose by product and serial number on the pack.'
  },

  // The form on a pack's page
  scanTitle: { zh: '刮开涂层，查验是不是原装', en: 'Scratch the panel and check the label' },
  scanHelp: {
    zh: '二维码谁都能复制，涂层下的校验码每件只有一个。标签上有涂层的，刮开后输入；没有涂层的，不必理会。',
    en: 'Anybody can copy a QR code; the code under the scratch panel is only on one label. Enter it here, if your label has one.'
  },
  scanCode: { zh: '校验码（8 位）', en: 'Check code (8 characters)' },
  scanCodeHint: { zh: '大小写都可以，空格和短横可有可无。', en: 'Capital or small letters, with or without gaps.' },
  scanSubmit: { zh: '查验', en: 'Check' },
  scanSlip: {
    zh: '这个校验码抄漏或抄错了。请对照标签再输一次。',
    en: 'A character is missing or mistyped. Please compare with the label and try again.'
  },

  // What came of it
  scanPack: { zh: '查验的产品', en: 'Pack checked' },
  scanFirstTitle: { zh: '校验码相符，首次查验', en: 'The code is right, and this is its first check' },
  scanFirstMeans: {
    zh: '这枚标签的校验码由本项目生成，此前没有人查过。请再看一眼：封口完好，品名、批次与本页一致。',
    en: 'The code on this label is one of ours, and nobody has checked it before. Please also see that the seal is whole, and that product and lot are as shown here.'
  },
  scanFirstMeansNot: {
    zh: '查验的是标签，不能说明包装从未被打开过。此后再查，会显示本次的时间和地区。',
    en: 'It is the label that was checked; that cannot show that the pack was never opened. Later checks will show the time and region of this one.'
  },
  scanAgainTitle: { zh: '校验码相符，第 {times} 次查验', en: 'The code is right; this is check number {times}' },
  scanFirstAt: { zh: '首次查验', en: 'First check' },
  scanThisAt: { zh: '本次查验', en: 'This check' },
  scanTimes: { zh: '查验次数', en: 'Checks' },
  scanSince: { zh: '首次之后又查验了 {count} 次', en: '{count} more since the first' },
  scanAgainSelf: {
    zh: '首次查验如果是您、家人或送礼的人做的，属于正常，可以放心。',
    en: 'If the first check was made by you, your family or whoever gave it to you, all is as it should be.'
  },
  scanAgainSoon: {
    zh: '首次查验就在 {minutes} 分钟前，很可能就是您刚才那一次。',
    en: 'The first check was {minutes} min ago: most likely it was your own.'
  },
  scanAgainCopy: {
    zh: '如果您拿到时涂层完好，此前也没有人查过，那么可能有别的标签抄用了这个码。仅凭查验无法判断哪一件是原装，也不说明门店有过错。请保留实物和包装，先问购买的门店，或在下面提交投诉，由监管部门核实。',
    en: 'If the panel was whole when you got it and nobody can have checked before, another label may bear a copy of this code. The check alone cannot tell which is the original, nor does it put the shop in the wrong. Keep the pack, ask the shop, or file a complaint below for the regulator to look into.'
  },
  scanUnpackedTitle: {
    zh: '标签由本项目印制，但包装记录尚未登记',
    en: 'The label is one of ours, but its packing is not recorded yet'
  },
  scanUnpackedMeans: {
    zh: '校验码与这个序列号相符，账本上还没有这一件的包装记录。可能是登记还在途中，请过一天再查；如果一直没有，请告知门店或提交投诉。',
    en: 'The code fits this serial number, but the ledger has no packing of it. Its entry may be on the way: please look again in a day. If it stays so, tell the shop or file a complaint.'
  },
  scanWrongTitle: { zh: '校验码与这件产品不符', en: 'This code is not the one of this pack' },
  scanWrongMeans: {
    zh: '可能是看错了字符，或者把两件产品的码弄混了。请确认本页的序列号与标签上的一致，再输一次。',
    en: 'A character may be misread, or the codes of two packs mixed up. Please see that the serial number here is the one on the label, and try again.'
  },
  scanWrongStill: {
    zh: '反复核对仍然不符的，这枚标签可能不是本项目印制的。请保留实物和包装，询问购买的门店，或提交投诉。',
    en: 'If it still does not fit after you have compared it, the label may not be one of ours. Keep the pack, ask the shop, or file a complaint.'
  },
  scanNeverTitle: {
    zh: '这个序列号从未登记，校验码也不符',
    en: 'This serial number was never packed, and the code is not its code'
  },
  scanNeverMeans: {
    zh: '账本上没有这个序列号。最常见的原因是抄错了序列号：请扫描二维码，或对照标签重新输入。核对无误仍然如此的，这枚标签不是本项目登记过的；请保留实物和包装，询问购买的门店，或提交投诉。',
    en: 'The ledger has no such serial number. Most often it was mistyped: scan the QR code, or compare with the label. If it is as printed, this label is none that was registered here; keep the pack, ask the shop, or file a complaint.'
  },
  scanThrottledTitle: { zh: '试的次数太多，请稍后再查', en: 'Too many tries; please check again later' },
  scanThrottledMeans: {
    zh: '为防止有人逐个试码，输错多次后会暂停一段时间。这不说明产品有问题。请约 {minutes} 分钟后再试。',
    en: 'So that nobody can try codes one by one, there is a pause after many wrong ones. It says nothing about the product. Please try again in about {minutes} minutes.'
  },
  scanStaleTitle: {
    zh: '这是一次查验的旧记录，不能代替查验',
    en: 'This is the record of an earlier check, and no check'
  },
  scanStaleMeans: {
    zh: '该查验做于 {time}。旧记录的网址谁都可以转发或印在别处，所以不再显示当时的结论。请刮开您手里这件的涂层，重新查验。',
    en: 'It was made at {time}. Anybody can pass such an address on, or print it, so what it said then is not shown any more. Please scratch the panel of the pack in your hand and check that.'
  },
  scanNoneTitle: { zh: '没有这次查验', en: 'There is no such check' },
  scanNoneMeans: {
    zh: '网址不完整，请回到产品页重新查验。',
    en: 'The address is not whole. Please go back to the pack’s page and check again.'
  },
  scanToPack: { zh: '看这一件的来历', en: 'See where this pack comes from' },
  scanOpenCount: {
    zh: '二维码至今被扫描 {count} 次。同一件被看多次很正常，不说明任何问题。',
    en: 'Its QR code has been opened {count} times. It is quite usual for one pack to be looked at many times.'
  },

  // Concerns
  concernTitle: { zh: '有疑问或不满意', en: 'If something is wrong' },
  concernHelp: {
    zh: '先问购买的门店往往最快。也可以在这里投诉，由监管部门受理；不用登录，凭编号查进度。',
    en: 'Asking the shop is often quickest. Or file a complaint here, which the regulator takes up: no log-in, and a number by which to follow it.'
  },
  concernFile: { zh: '投诉或反映问题', en: 'File a complaint' },
  concernFollow: { zh: '查投诉进度', en: 'Follow a complaint' },
  concernHotline: { zh: '也可以拨打 12315', en: 'Or call 12315, the consumer hotline' },
  privacyLink: { zh: '隐私说明', en: 'Privacy' },

  // Complaints
  complaintTitle: { zh: '投诉或反映问题', en: 'File a complaint' },
  complaintFaulty: { zh: '有内容需要补充或修改', en: 'Something is missing or needs a change' },
  complaintKind: { zh: '是什么问题', en: 'What is it about' },
  complaintQuality: { zh: '质量、口味、异物', en: 'Quality, taste, foreign matter' },
  complaintIllness: { zh: '食用后不舒服', en: 'Feeling unwell after eating it' },
  complaintLabel: { zh: '标签、日期或本站信息不对', en: 'Label, dates or what this site says' },
  complaintCopy: { zh: '怀疑不是原装', en: 'It may not be the original' },
  complaintPrice: { zh: '价格不合理', en: 'Unfair price' },
  complaintSale: { zh: '购买、退货', en: 'Purchase, return' },
  complaintApportionment: { zh: '被摊派、被要求购买', en: 'Being told to buy' },
  complaintOther: { zh: '其他', en: 'Something else' },
  complaintIllnessDo: {
    zh: '不舒服请先就医，并保留剩余的产品和包装。',
    en: 'If you feel unwell, see a doctor first, and keep what is left, with its pack.'
  },
  complaintWords: { zh: '说说经过', en: 'What happened' },
  complaintWordsHint: {
    zh: '5 到 1000 字。什么时候、在哪里买的，发现了什么。请不要写身份证号等个人信息。',
    en: '5 to 1000 characters: when and where you bought it, what you found. Please leave out identity numbers and the like.'
  },
  complaintContact: { zh: '联系方式（可不填）', en: 'How to reach you (if you like)' },
  complaintContactHint: {
    zh: '电话、邮箱或微信号。加密保存，只给办理的监管人员看，办结 90 天后自动删除；您也可以随时删除。',
    en: 'Telephone, e-mail or WeChat. Kept encrypted, shown only to the officers who handle it, erased 90 days after it is closed, or by you at any time.'
  },
  complaintPhoto: { zh: '照片（可不填）', en: 'A photograph (if you like)' },
  complaintPhotoHint: {
    zh: '加密保存，与联系方式一样只给办理的监管人员看，一同删除。请不要拍到他人。',
    en: 'Kept encrypted, shown and erased like how to reach you. Please take none of other people.'
  },
  complaintPhotoBad: {
    zh: '请选 6 MB 以内的照片（JPEG、PNG、WebP）',
    en: 'A picture of at most 6 MB (JPEG, PNG, WebP)'
  },
  complaintCode: { zh: '追溯码（可不填）', en: 'Trace code (if you have it)' },
  complaintCodeHint: { zh: '包装上的追溯码、短码或网址。', en: 'Trace code, short code or address on the pack.' },
  complaintSubmit: { zh: '提交', en: 'Send' },
  complaintNeedsKind: { zh: '请选一项', en: 'Please choose one' },
  complaintNeedsWords: { zh: '请写 5 到 1000 字', en: 'Please write 5 to 1000 characters' },
  complaintContactLong: { zh: '最多 100 字', en: 'At most 100 characters' },
  complaintCodeLong: { zh: '最多 300 字', en: 'At most 300 characters' },
  complaintTooMany: { zh: '提交太频繁，请稍后再试', en: 'Too many at once; please try again later' },
  complaintTooManyHelp: {
    zh: '同一网络一小时内只接受有限的几次。紧急情况请拨打 12315。',
    en: 'Only so many are taken from one network in an hour. If it is urgent, call 12315.'
  },
  complaintNumber: { zh: '投诉编号', en: 'Complaint number' },
  complaintKeep: {
    zh: '请记下编号。凭它可以查进度，不用登录；请不要给别人看。',
    en: 'Please note the number. With it you can follow your complaint without logging in; show it to nobody else.'
  },
  complaintFollow: { zh: '查投诉进度', en: 'Follow a complaint' },
  complaintFollowHelp: {
    zh: '输入提交时给您的编号，以 TS 开头。',
    en: 'Enter the number that you were given; it begins with TS.'
  },
  complaintLook: { zh: '查询', en: 'Look up' },
  complaintUnknown: {
    zh: '没有这个编号，请核对后再试。',
    en: 'There is no such number. Please compare and try again.'
  },
  complaintState: { zh: '进度', en: 'State' },
  complaintAbout: { zh: '关于', en: 'About' },
  complaintReceived: { zh: '已收到', en: 'Received' },
  complaintTaken: { zh: '已受理', en: 'Taken up' },
  complaintAnswered: { zh: '已答复', en: 'Answered' },
  complaintClosed: { zh: '已办结', en: 'Closed' },
  complaintContactRead: { zh: '办理人员查看了您的联系方式', en: 'An officer looked at how to reach you' },
  complaintContactErased: { zh: '联系方式已删除，照片一同删除', en: 'How to reach you was erased, and any photograph' },
  complaintContactKept: {
    zh: '联系方式、照片已加密保存。',
    en: 'How to reach you, and your photograph, are kept encrypted.'
  },
  complaintContactNone: {
    zh: '没有保存联系方式，也没有照片。',
    en: 'Nothing is kept of how to reach you, and no photograph.'
  },
  complaintErase: { zh: '删除我的联系方式和照片', en: 'Erase how to reach me, and the photograph' },

  // What is kept of readers (PIPL)
  privacyTitle: { zh: '隐私说明', en: 'Privacy notice' },
  privacyShort: {
    zh: '查看来历不需要登录，我们不知道您是谁，也不想知道。不用 Cookie，不用第三方统计，不把您带到别的网站。',
    en: 'Looking up a product takes no log-in. We do not know who you are and do not wish to: no cookies, no third-party statistics, nothing that leads your browser elsewhere.'
  },
  privacyScansTitle: { zh: '扫码', en: 'Scans' },
  privacyScans: {
    zh: '只记某一件产品某天在某地区被看了几次。地区最细到网络服务商给出的省市，或者某一大段网址（约几万个地址）的化名；化名用当天的随机数生成，随机数次日删除，之后谁也还原不了。您的网址（IP）、手机型号、浏览器都不保存；为防有人试码或大量提交，网址只在内存里停留，最多一小时。',
    en: 'We keep only how often a product was looked at on a day, by region: at the finest the province or city that the network names, or an alias of a block of tens of thousands of addresses. Aliases are made with a random number of the day, which is deleted the next, so nobody can undo them. Your address (IP), device and browser are not kept; against abuse the address stays in memory, for an hour at most.'
  },
  privacyChecksTitle: { zh: '查验校验码', en: 'Check codes' },
  privacyChecks: {
    zh: '记下这件产品首次和最近查验的时间、省市和次数，显示给之后查验同一件的人，好让他们判断标签是否被复制。其中没有您的身份信息。异常的次数和地区会提示监管部门。',
    en: 'Of a pack we keep when and in which province its code was first and last checked, and how often. Whoever checks the same pack later sees that, so as to judge whether the label was copied. Nothing in it tells who you are. Unusual counts and places are pointed out to the regulator.'
  },
  privacyComplaintsTitle: { zh: '投诉', en: 'Complaints' },
  privacyComplaints: {
    zh: '您写的内容和联系方式加密保存，用来办理投诉，只有办理的监管人员能看，每次查看联系方式都有记录。联系方式自愿填写，办结 90 天后删除，您也可以凭编号随时删除，恢复旧备份时会再次删除。投诉内容按办理投诉举报的档案要求保存。',
    en: 'What you write and how to reach you are kept encrypted, to handle the complaint. Only the officers who handle it can read them, and each look at your contact is recorded. The contact is up to you; it is erased 90 days after closing, or by you with the number at any time, and again when an old backup is restored. The complaint itself is kept as the rules on complaint files require.'
  },
  privacyLedgerTitle: { zh: '账本上的记录', en: 'What is on the ledger' },
  privacyLedger: {
    zh: '账本上只有企业、地点和产品的记录，没有消费者，也没有农户个人的姓名、电话和价格；参与的户数少于 5 户时只写“少于5户”。',
    en: 'The ledger holds records of companies, places and products: no consumer, and no name, telephone or price of any grower. Below five households it says only “fewer than 5”.'
  },
  privacyRightsTitle: { zh: '您的权利', en: 'Your rights' },
  privacyRights: {
    zh: '依照《个人信息保护法》，您可以查阅、复制、更正、删除您提供的信息，撤回同意，或要求解释。凭投诉编号可以自己查进度、删除联系方式；其他要求请在投诉中写明。对处理不满意的，可以向网信部门或 12315 反映。',
    en: 'Under China’s Personal Information Protection Law you may see, copy, correct or erase what you gave us, withdraw consent, or ask for an explanation. With the complaint’s number you can follow it and erase your contact yourself; for anything else, say so in a complaint. If you are not satisfied, turn to the cyberspace administration or to 12315.'
  }
} as const satisfies Record<string, Text>
