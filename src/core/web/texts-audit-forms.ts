import type { Text } from '@suyuan/model/core/refusal'

/** Forms in which regulators and buyers ask for a trace: their sheets and columns, and why some are blank. */
export const AUDIT_FORMS_TEXTS = {
  formsTitle: { zh: '按监管格式导出', en: 'In the forms of regulators' },
  formsHelp: {
    zh: '每列注明出自哪部标准或法规；账本上没有的留空，并说明原因。',
    en: 'Each column names the standard or law that asks for it; what the ledger has not is blank, with the reason.'
  },
  formFsma: { zh: 'FSMA 204 可排序表', en: 'FSMA 204 sortable spreadsheet' },
  formUpDown: { zh: '一上一下：来源与去向', en: 'One up, one down' },
  formNational: { zh: '国家标准追溯字段（已公开部分）', en: 'National fields, as far as published' },

  // Sheets
  formFields: { zh: '字段说明', en: 'Fields' },
  formSheet: { zh: '表', en: 'Sheet' },
  formField: { zh: '字段', en: 'Field' },
  formSource: { zh: '出处', en: 'Source' },
  formBlank: { zh: '空着的原因', en: 'Why blank' },
  formLedger: { zh: '本账本', en: 'this ledger' },
  formHarvesting: { zh: '采收', en: 'Harvesting' },
  formInitialPacking: { zh: '初次包装', en: 'Initial packing' },
  formShipping: { zh: '发运', en: 'Shipping' },
  formReceiving: { zh: '收货', en: 'Receiving' },
  formTransformation: { zh: '加工转换', en: 'Transformation' },
  formLocations: { zh: '地点', en: 'Locations' },
  formUp: { zh: '来源', en: 'One up' },
  formDown: { zh: '去向', en: 'One down' },
  formParticipants: { zh: '追溯参与方', en: 'Participants' },
  formUnits: { zh: '追溯单元', en: 'Traceable units' },
  formLinks: { zh: '追溯环节', en: 'Links' },
  formTrades: { zh: '交易记录', en: 'Trades' },
  formCertificates: { zh: '承诺达标合格证要素', en: 'Certificates' },

  // Goods
  formGtin: { zh: '产品代码（GTIN）', en: 'Lot code: GTIN' },
  formLot: { zh: '批次码', en: 'Lot code: batch' },
  formProduct: { zh: '产品描述', en: 'Product description' },
  formCommodity: { zh: '品类', en: 'Commodity' },
  formQuantity: { zh: '数量', en: 'Quantity' },
  formUnit: { zh: '单位', en: 'Unit' },
  formPieces: { zh: '件', en: 'pieces' },
  formBulk: { zh: '散装', en: 'in bulk' },
  formRecorded: { zh: '更正前数量', en: 'Quantity before correction' },
  formCases: { zh: '箱数', en: 'Cases' },
  formSsccs: { zh: '箱码（SSCC）', en: 'SSCCs' },
  formShort: { zh: '申报短少', en: 'Declared short' },
  formDamaged: { zh: '申报破损', en: 'Declared damaged' },
  formUsed: { zh: '投入', en: 'Used' },
  formCameIn: { zh: '入库', en: 'Came in' },
  formWentOut: { zh: '出库', en: 'Went out' },
  formTraceCode: { zh: '追溯码', en: 'Trace code' },
  formGrade: { zh: '等级', en: 'Grade' },
  formExpires: { zh: '保质期至', en: 'Use by' },

  // When
  formHarvestDate: { zh: '采收日期', en: 'Date of harvesting' },
  formReceivedOn: { zh: '收到日期', en: 'Date received' },
  formPackedOn: { zh: '包装日期', en: 'Date of packing' },
  formShippedOn: { zh: '发运日期', en: 'Date shipped' },
  formReleasedOn: { zh: '发出日期', en: 'Date released' },
  formCompletedOn: { zh: '完成日期', en: 'Date completed' },
  formProducedOn: { zh: '生产日期', en: 'Date produced' },
  formMadeOn: { zh: '生产或采收时间', en: 'Made or picked' },
  formCooled: { zh: '冷却地点和日期', en: 'Cooling: place and date' },

  // Who and where
  formFarm: { zh: '采收基地', en: 'Farm' },
  formPlot: { zh: '地块', en: 'Field' },
  formHarvester: { zh: '采收主体', en: 'Harvester' },
  formHarvesterPhone: { zh: '采收主体电话', en: 'Harvester’s phone' },
  formFirstRecipient: { zh: '直接后续接收地点', en: 'Immediate subsequent recipient' },
  formPackedAt: { zh: '包装地点', en: 'Where packed' },
  formTransformedAt: { zh: '转换地点', en: 'Where transformed' },
  formShipFrom: { zh: '发货地点', en: 'Shipped from' },
  formShipTo: { zh: '收货地点', en: 'Shipped to' },
  formReceivedAt: { zh: '接收地点', en: 'Where received' },
  formReleasedAt: { zh: '发出地点', en: 'Where released' },
  formCodeSource: { zh: '批次码赋码地点', en: 'Lot code source' },
  formReceiver: { zh: '接收方', en: 'Receiver' },
  formSender: { zh: '发出方', en: 'Sender' },
  formPrevious: { zh: '直接来源方', en: 'Immediate previous source' },
  formNext: { zh: '直接接收方', en: 'Immediate subsequent recipient' },
  formContacts: { zh: '对方地址、联系方式', en: 'Its address and telephone' },
  formBusiness: { zh: '企业名称', en: 'Business' },
  formRegion: { zh: '行政区划代码', en: 'County (GB/T 2260)' },
  formStreet: { zh: '地址', en: 'Street address' },
  formPhone: { zh: '联系电话', en: 'Telephone' },
  formParticipant: { zh: '名称', en: 'Name' },
  formUscc: { zh: '统一社会信用代码', en: 'USCC' },
  formSubjectCode: { zh: '主体码', en: 'Subject code' },
  formRoles: { zh: '角色', en: 'Roles' },
  formLicence: { zh: '生产许可证', en: 'Licence' },
  formOrigin: { zh: '产地', en: 'Where made' },
  formLink: { zh: '环节', en: 'Link' },
  formResponsible: { zh: '责任主体', en: 'Responsible' },
  formActive: { zh: '正常', en: 'active' },
  formDisqualified: { zh: '项目供货资格取消或暂停', en: 'disqualified or suspended' },
  formConforms: { zh: '合格', en: 'conformant' },

  // Documents
  formDocumentType: { zh: '单据类型', en: 'Reference document type' },
  formDocumentNumber: { zh: '单据号', en: 'Reference document number' },
  formDespatchAdvice: { zh: '发货通知', en: 'despatch advice (desadv)' },
  formSignedEvent: { zh: '签名事件', en: 'signed event (EPCIS)' },
  formAllReceived: { zh: '已收讫', en: 'received' },
  formGoingBack: { zh: '退回生产方', en: 'goods going back to their maker' },

  // Why a cell is blank
  formCodesAtHarvest: {
    zh: '本账本（法规不要求采收时编码）',
    en: 'this ledger (the rule asks for no code at harvest)'
  },
  formStillThere: { zh: '尚未发运，也未加工', en: 'neither shipped nor used yet' },
  formNoCases: { zh: '散装，未装箱', en: 'in bulk, in no case' },
  formNoAgreement: { zh: '未引用供货协议', en: 'cites no agreement' },
  formNotCorrected: { zh: '未更正', en: 'was not corrected' },
  formNothingShort: { zh: '未申报', en: 'none declared' },
  formNotPicked: { zh: '投入或本批不是采收的鲜叶', en: 'was not picked, but made' },
  formOwnHarvest: { zh: '收货见“收货”表；自采的没有收货', en: 'see Receiving; what one picks oneself is not received' },
  formNoCooling: { zh: '本账本没有冷却记录', en: 'this ledger records no cooling' },
  formNoContacts: {
    zh: '联系方式不上账本，请向该主体或其主管机构索取',
    en: 'contacts are not on the ledger; ask the party or its authority'
  },
  formNoAddresses: {
    zh: '账本只登记到行政区划和村，没有门牌地址',
    en: 'the ledger has county and village, no street addresses'
  },
  formNoVillage: { zh: '未登记', en: 'not registered' },
  formNoCarrier: { zh: '未申报承运人', en: 'no carrier was named' },
  formNoExpiry: { zh: '只有包装产品有保质期', en: 'only packed goods have one' },
  formNoSource: {
    zh: '采摘是账本上的第一条记录；消费者退货不记名',
    en: 'a harvest is the first record; customers who bring goods back are not named'
  },
  formNoSourcePlace: { zh: '消费者退货不记名', en: 'customers who bring goods back are not named' },
  formNoConsumers: { zh: '零售给消费者，不记名', en: 'sold to consumers, who are not named' },
  formNoShipment: { zh: '零售没有发货单', en: 'a retail sale has no shipment' },
  formNothingIn: { zh: '本环节没有入库', en: 'nothing came in' },
  formNothingOut: { zh: '本环节没有出库', en: 'nothing went out' },
  formSameHands: { zh: '在同一主体手中，或为不记名的消费者', en: 'in the same hands, or an unnamed consumer' },
  formNoSubjectCode: {
    zh: '由国家追溯平台赋码，本账本没有',
    en: 'assigned by the national platform; this ledger has none'
  },
  formNoLicence: { zh: '未登记许可证', en: 'none registered' },
  formNoReport: { zh: '账本上没有检测报告', en: 'no report on the ledger' },
  formNothingAgainst: { zh: '无召回、不合格或暂扣', en: 'not recalled, rejected or on hold' },
  formNoCertificate: {
    zh: '合格证由承诺主体开具和保存，不上账本',
    en: 'certificates are issued and kept by who promises, and are not on the ledger'
  }
} as const satisfies Record<string, Text>
