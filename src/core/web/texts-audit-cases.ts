import type { Text } from '@suyuan/model/core/refusal'

/** What is said where regulators act: inspections on site, requests across regions, complaints. */
export const AUDIT_CASES_TEXTS = {
  auditCamera: { zh: '扫码', en: 'Scan' },
  auditNoCamera: { zh: '无法使用摄像头，请手工输入。', en: 'The camera cannot be used; please type the code.' },

  // Inspection on site
  auditInspections: { zh: '现场检查', en: 'Inspections on site' },
  auditInspect: { zh: '现场检查', en: 'Inspect on site' },
  auditInspectHelp: {
    zh: '证件号、照片和文字只存本机构数据库，账本上只有结论和摘要。批次未暂扣的，先暂扣再作结论。下一步核对并签名。',
    en: 'Certificates, photograph and words stay in this database; the ledger has the result and a digest. Goods not on hold are held first. You check and sign in the next step.'
  },
  auditInspectSubmit: { zh: '保存，去签名', en: 'Save, then sign' },
  auditGoods: { zh: '检查的货物', en: 'Goods inspected' },
  auditGoodsHint: { zh: '批号、箱码或单件追溯码', en: 'Lot, case or pack' },
  auditOfficer1: { zh: '第一位执法人员证件号', en: 'First officer’s certificate number' },
  auditOfficer2: { zh: '第二位执法人员证件号', en: 'Second officer’s certificate number' },
  auditOfficerHint: { zh: '执法证上的编号，须两人同行', en: 'As on the certificate; two officers must be there' },
  auditOfficers: { zh: '执法人员证件号', en: 'Officers’ certificates' },
  auditResult: { zh: '结论', en: 'Result' },
  auditConforms: { zh: '合格，放行', en: 'conforms, released' },
  auditConformsNot: { zh: '不合格，不得销售', en: 'does not conform, not for sale' },
  auditResultHeld: { zh: '先暂扣，待检验', en: 'held until tested' },
  auditFound1: { zh: '检查情况', en: 'What was found' },
  auditPhoto: { zh: '照片', en: 'Photograph' },
  auditInspectionRecord: { zh: '现场检查记录', en: 'Record of an inspection on site' },
  auditRecordNumber: { zh: '记录编号', en: 'Record' },
  auditAuthority: { zh: '检查机关', en: 'Authority' },
  auditSignatures: { zh: '执法人员、当事人签字：', en: 'Signatures of officers and of the party:' },
  auditPrint: { zh: '打印记录', en: 'Print the record' },
  auditBadGoods: { zh: '没有找到这一批次、箱或单件', en: 'There is no such lot, case or pack' },
  auditBadOfficer: { zh: '请填写证件号（4 至 30 位）', en: 'Please give the certificate number (4 to 30 characters)' },
  auditBadSecond: { zh: '请填写另一位执法人员的证件号', en: 'Please give another officer’s certificate number' },
  auditBadResult: { zh: '请选择结论', en: 'Please choose the result' },
  auditBadWords: { zh: '请写明检查情况（1000 字以内）', en: 'Please say what was found (up to 1000 characters)' },
  auditBadPhoto: { zh: '照片须为 JPEG、PNG 或 WebP', en: 'The photograph must be JPEG, PNG or WebP' },
  auditLargePhoto: { zh: '照片不能超过 12 MB', en: 'The photograph must not be larger than 12 MB' },
  auditNoPlace: { zh: '本机构尚未登记地点', en: 'Your party has no place registered' },
  auditNoKey: { zh: '本机构在本网关没有签名密钥', en: 'Your party has no signing key at this gateway' },
  auditLedgerLate: {
    zh: '账本尚未回应，请稍后查看是否已记录',
    en: 'The ledger has not answered yet; please look again in a moment'
  },

  // Its signature
  auditSign: { zh: '核对并签名', en: 'Check and sign' },
  auditSignHelp: {
    zh: '签名后结论记入账本，不能修改；写错了请另作一份记录。',
    en: 'Once signed the result is on the ledger and cannot be changed; what was written wrongly takes another record.'
  },
  auditSignDevice: { zh: '用本机密钥签名', en: 'Sign with this device’s key' },
  auditSignGateway: { zh: '用平台代管密钥签名', en: 'Sign with the key kept by the gateway' },
  auditNoDevice: { zh: '本机没有已批准的签名密钥。', en: 'This device has no approved key of its own.' },
  auditEnrolDevice: { zh: '登记本机', en: 'Enrol this device' },
  auditSignedBy: { zh: '签名方式', en: 'Signed with' },
  auditByDevice: { zh: '执法人员的设备密钥', en: 'the officer’s own device key' },
  auditByGateway: { zh: '平台代管的机构密钥', en: 'the authority’s key kept by the gateway' },
  auditUnsigned: { zh: '未签名', en: 'not signed' },
  auditUnderway: { zh: '已签名，正在上链', en: 'signed, on its way to the ledger' },
  auditInBlock: { zh: '已上链，区块 {block}', en: 'on the ledger, block {block}' },
  auditAfter: { zh: '之后', en: 'What follows' },
  auditAfterConforms: { zh: '货物已解除暂扣，可以流通。', en: 'The goods are released and may move.' },
  auditAfterConformsNot: {
    zh: '货物已判为不合格，不能再发货、加工、销售。已经流出的，请下令召回。',
    en: 'The goods are rejected: they can no longer be shipped, processed or sold. Recall what has left already.'
  },
  auditAfterHeld: {
    zh: '货物已暂扣，作出结论前不能流通。',
    en: 'The goods are on hold and do not move until there is a result.'
  },
  auditInspectAgain: { zh: '作出结论', en: 'Give the result' },
  auditToLot: { zh: '查看批次', en: 'See the lot' },

  // Requests across regions
  auditRequests: { zh: '跨区域协查', en: 'Requests across regions' },
  auditRequestsHelp: {
    zh: '辖区外的事项，请当地监管机关协助调查。每次查看和每一步都有记录。',
    en: 'What lies outside of your region is for the authority there to look into. Each look and step is recorded.'
  },
  auditRequest: { zh: '协查请求', en: 'Request for assistance' },
  auditRequestNew: { zh: '请求协查', en: 'Ask another authority' },
  auditRequestsToUs: { zh: '请我们协查的', en: 'To us' },
  auditRequestsByUs: { zh: '我们请求的', en: 'By us' },
  auditAbout: { zh: '事项', en: 'About' },
  auditAboutHint: { zh: '批号、追溯码、箱码、主体、地点或单据号', en: 'Lot, pack, case, party, place or document' },
  auditOffice: { zh: '协查机关', en: 'Authority asked' },
  auditAsker: { zh: '请求机关', en: 'Asked by' },
  auditChoose: { zh: '请选择', en: 'please choose' },
  auditEverywhere: { zh: '全部地区', en: 'everywhere' },
  auditNoOffices: { zh: '账本上没有其他地区的监管机关。', en: 'The ledger has no authority of another region.' },
  auditRequestReason: { zh: '请求协查的事由', en: 'What is asked, and why' },
  auditAnswerBy: { zh: '答复期限', en: 'Answer by' },
  auditDueHint: { zh: '一般为收到后十五个工作日', en: 'Usually fifteen working days' },
  auditRequestSubmit: { zh: '发出请求', en: 'Send the request' },
  auditRequestOpen: { zh: '待答复', en: 'to be answered' },
  auditRequestLate: { zh: '逾期未答复', en: 'overdue' },
  auditRequestAnswered: { zh: '已答复', en: 'answered' },
  auditRequestClosed: { zh: '已办结', en: 'closed' },
  auditAskedAt: { zh: '发出时间', en: 'Asked' },
  auditAnswer: { zh: '答复', en: 'Answer' },
  auditAnswerHint: { zh: '查明的情况，或者不能协查的理由', en: 'What was found out, or why it cannot be' },
  auditAnswerSubmit: { zh: '答复', en: 'Answer' },
  auditAnsweredAt: { zh: '答复时间', en: 'Answered' },
  auditClosedAt: { zh: '办结时间', en: 'Closed' },
  auditRequestClose: { zh: '办结', en: 'Close' },
  auditRequestWithdraw: { zh: '撤回', en: 'Withdraw' },
  auditBadAbout: { zh: '没有找到这一事项', en: 'There is no such thing' },
  auditBadOffice: { zh: '请选择协查机关', en: 'Please choose the authority' },
  auditBadRequestReason: { zh: '请写明事由（1000 字以内）', en: 'Please say why (up to 1000 characters)' },
  auditBadDue: { zh: '请填写今天或以后的日期', en: 'Please give today or a later day' },
  auditBadAnswer: { zh: '请写明答复（1000 字以内）', en: 'Please answer (up to 1000 characters)' },
  auditOpenRequests: { zh: '待答复的协查', en: 'requests to answer' },

  // Complaints
  auditConcerns: { zh: '消费者反映', en: 'From consumers' },
  auditComplaints: { zh: '投诉', en: 'Complaints' },
  auditComplaint: { zh: '投诉', en: 'Complaint' },
  auditOpenComplaints: { zh: '待处理的投诉', en: 'complaints to handle' },
  auditOlderComplaints: { zh: '更早的投诉', en: 'Older complaints' },
  auditReceivedAt: { zh: '收到时间', en: 'Received' },
  auditRegion: { zh: '地区', en: 'Region' },
  auditContact: { zh: '联系方式', en: 'How to reach them' },
  auditContactShow: { zh: '查看', en: 'Show' },
  auditContactHelp: {
    zh: '每次查看都会记录，投诉人也能看到。',
    en: 'Each look is recorded, and shown to who complained.'
  },
  auditNoContact: { zh: '没有保存联系方式', en: 'nothing is kept of it' },
  auditReply: { zh: '给投诉人的话', en: 'What who complained will read' },
  auditReplyHint: {
    zh: '凭投诉编号即可看到，请勿写个人信息。答复必填。',
    en: 'Whoever has the number reads it: no personal data, please. An answer must say something.'
  },
  auditTake: { zh: '受理', en: 'Take up' },
  auditReplySubmit: { zh: '答复', en: 'Answer' },
  auditCloseComplaint: { zh: '办结', en: 'Close' },
  auditBadReply: { zh: '请写明答复（2000 字以内）', en: 'Please say what is answered (up to 2000 characters)' },
  auditComplaintLate: { zh: '这一步已经做过，现状见上。', en: 'That step was taken before; above is how far it is.' },
  auditDone: { zh: '办理过程', en: 'What was done' }
} as const satisfies Record<string, Text>
