import type { Text } from '@suyuan/model/core/refusal'

/** What links of things are called, and what a product's own page says. */
export const LINK_TEXTS = {
  linkStory: { zh: '溯源页面', en: 'Where it comes from' },
  linkStoryData: { zh: '溯源数据', en: 'The same as data' },
  linkRecall: { zh: '召回状态', en: 'Whether it is recalled' },
  linkProduct: { zh: '产品页面', en: 'About the product' },
  linkRecord: { zh: '账本上的登记', en: 'What is registered of it' },
  linkCase: { zh: '箱内装有什么，现在哪里', en: 'What the case holds, and where it is' },
  linkPlace: { zh: '地点', en: 'About the place' },
  linkAll: { zh: '全部链接', en: 'All links' },
  linkAllHelp: {
    zh: '这个编码能打开的页面和数据，由细到粗：先是这一件，再是它的批次和产品。',
    en: 'What this code can open, the most particular first: the thing itself, then its lot and its product.'
  },
  linkMissing: { zh: '没有这种链接', en: 'There is no link of that type' },
  linkMissingHelp: { zh: '这个编码有下面这些链接。', en: 'This code has the links below.' },
  linkMachines: { zh: '供程序读取的链接清单（RFC 9264）', en: 'The list for programs (RFC 9264)' },
  linkOfPack: { zh: '这一件', en: 'This pack' },
  linkOfLot: { zh: '这一批', en: 'This lot' },
  linkOfProduct: { zh: '这种产品', en: 'This product' },
  linkOfPlace: { zh: '这个地点', en: 'This place' },
  linkChinese: { zh: '中文', en: 'Chinese' },
  linkEnglish: { zh: '英文', en: 'English' },

  productTitle: { zh: '产品', en: 'Product' },
  productNumber: { zh: '商品条码（GTIN）', en: 'GTIN' },
  productOwner: { zh: '品牌方', en: 'Brand owner' },
  productShelfLife: { zh: '保质期', en: 'Shelf life' },
  productWhich: {
    zh: '商品条码只说明是哪一种产品。要查这一件的来历，请扫包装上的二维码，或输入短码。',
    en: 'This number tells only which product it is. To see where your pack comes from, scan the QR code on it, or type its short code.'
  },
  pictureBy: {
    zh: '产品图由企业提供，不在账本上。',
    en: 'The picture is from the producer; it is not on the ledger.'
  },
  picturesTitle: { zh: '产品图片', en: 'Pictures of products' },
  picturesHelp: {
    zh: '消费者扫码后在页面最上面看到这张图片。图片由您负责，不在账本上。',
    en: 'Who scans a pack sees it at the top of the page. You answer for it; it is not on the ledger.'
  },
  picturesChoose: { zh: '图片', en: 'Picture' },
  picturesHint: {
    zh: 'JPEG，不超过 {kilobytes} KB；手机拍的照片会自动缩小。',
    en: 'JPEG of at most {kilobytes} KB; photos are made smaller by themselves.'
  },
  picturesLarge: {
    zh: '图片超过 {kilobytes} KB，请换小一点的，或开启浏览器脚本后再传。',
    en: 'The picture has more than {kilobytes} KB: take a smaller one, or let the browser run scripts.'
  },
  picturesNone: { zh: '还没有图片，页面上画的是示意图。', en: 'No picture yet: the page has a drawing.' },
  picturesWrong: { zh: '请选择一张 JPEG 图片。', en: 'Choose a picture in JPEG.' },
  picturesRemove: { zh: '删除图片', en: 'Remove the picture' },
  navLinks: { zh: '链接', en: 'Links' },
  linksTitle: { zh: '产品链接', en: 'Links of products' },
  linksHelp: {
    zh: '扫描商品条码或二维码的系统，会按这里的链接找到产品的网页、说明书等。包装二维码打开的溯源页面不受影响。',
    en: 'Systems that scan a product’s number find its web page, instructions and so on by these links. The page that a pack’s QR code opens stays as it is.'
  },
  linksThere: { zh: '现有链接', en: 'Links that are there' },
  linksNone: { zh: '还没有链接。', en: 'No link yet.' },
  linksNoProduct: { zh: '本单位还没有登记产品。', en: 'Your party has no product registered yet.' },
  linksLeading: { zh: '默认打开', en: 'opens by default' },
  linksRemove: { zh: '删除', en: 'Remove' },
  linksAdd: { zh: '添加链接', en: 'Add a link' },
  linksType: { zh: '种类', en: 'Kind' },
  linksAddress: { zh: '网址', en: 'Address' },
  linksAddressHint: { zh: '以 https:// 开头', en: 'Begins with https://' },
  linksAddressWrong: { zh: '请填写完整的网址', en: 'A whole web address, please' },
  linksName: { zh: '名称', en: 'Name' },
  linksNameEnglish: { zh: '英文名称', en: 'Name in English' },
  linksLanguage: { zh: '网页的语言', en: 'Language of the page' },
  linksEveryLanguage: { zh: '不限', en: 'any' },
  linksLeads: { zh: '默认链接', en: 'Default link' },
  linksLeadsYes: { zh: '只扫商品条码时打开它', en: 'Opens when only the product’s number is scanned' },
  linksSave: { zh: '保存', en: 'Save' },
  linksTooMany: { zh: '每个产品最多 {most} 个链接', en: 'At most {most} links a product' },
  linksPip: { zh: '产品网页', en: 'Product page' },
  linksHomepage: { zh: '品牌主页', en: 'Home page of the brand' },
  linksInstructions: { zh: '使用说明', en: 'Instructions' },
  linksNutrition: { zh: '营养信息', en: 'Nutrition' },
  linksIngredients: { zh: '配料信息', en: 'Ingredients' },
  linksCertificates: { zh: '认证信息', en: 'Certificates' },
  linksSustainability: { zh: '可持续信息', en: 'Sustainability' },
  linksPromotion: { zh: '促销', en: 'Promotion' },
  linksVideo: { zh: '视频', en: 'Video' },
  linksFaqs: { zh: '常见问题', en: 'Questions and answers' },
  linksSupport: { zh: '客户服务', en: 'Customer service' },
  linksRetailers: { zh: '购买渠道', en: 'Where to buy' },
  linksSocial: { zh: '社交媒体', en: 'Social media' },
  linksNumbers: { zh: '换过的商品条码', en: 'Numbers that were changed' },
  linksNumbersHelp: {
    zh: '商品条码换了号，已经印出去的旧码仍能打开：旧条码下查不到时，转到新条码。',
    en: 'When a product’s number is changed, codes that are printed still open: what is not found under the old number is looked up under the new one.'
  },
  linksNumberOld: { zh: '旧条码', en: 'Old number' },
  linksNumberNew: { zh: '新条码', en: 'New number' },
  linksNumberWrong: { zh: '不是商品条码，或校验位不对', en: 'No GTIN, or its check digit is wrong' },
  linksNumberOthers: { zh: '这是别的产品的条码', en: 'This is another product’s number' },
  linksNumberTaken: {
    zh: '这个条码已经换过，或正是换成的条码',
    en: 'This number was changed already, or others were changed to it'
  },
  productUnknown: { zh: '这个商品条码从未登记', en: 'This product was never registered' }
} as const satisfies Record<string, Text>
