import type { Text } from '@suyuan/model/core/refusal'

/** The ledger as such, and the verification of bundles. */
export const AUDIT_LEDGER_TEXTS = {
  auditLedger: { zh: '账本浏览', en: 'Ledger' },
  auditBlocks: { zh: '区块', en: 'Blocks' },
  auditBlock: { zh: '区块', en: 'Block' },
  auditTransaction: { zh: '交易', en: 'Transaction' },
  auditCommand: { zh: '指令', en: 'Command' },
  auditStates: { zh: '状态', en: 'States' },
  auditStateKey: { zh: '状态的键，或键的开头', en: 'Key of a state, or how it begins' },
  auditStateHistory: { zh: '历次写入', en: 'What wrote it' },
  auditStateLooked: {
    zh: '查看了提到它的最近 {count} 个区块，内容取自节点。',
    en: 'From the newest {count} blocks that tell of it, as a peer has them.'
  },
  auditWrittenIn: { zh: '写于区块 {block}', en: 'written in block {block}' },
  auditFingerprint: { zh: '账本指纹', en: 'Fingerprint of the ledger' },
  auditInvalid: { zh: '{count} 笔无效', en: '{count} invalid' },
  auditCounts: {
    zh: '{transactions} 笔交易，{commands} 条指令',
    en: '{transactions} transactions, {commands} commands'
  },
  auditOlder: { zh: '更早的区块', en: 'Older blocks' },
  auditHash: { zh: '区块哈希', en: 'Hash' },
  auditPreviousHash: { zh: '前一区块', en: 'Previous' },
  auditDataHash: { zh: '数据哈希', en: 'Data hash' },
  auditConfiguration: { zh: '通道配置', en: 'configuration' },
  auditPeerSilent: {
    zh: '节点未回应，背书机构暂缺',
    en: 'The peer does not answer: endorsers are not shown'
  },
  auditEndorsedBy: { zh: '背书：{organisations}', en: 'endorsed by {organisations}' },
  auditEndorsers: { zh: '背书机构', en: 'Endorsers' },
  auditSubmitter: { zh: '提交机构', en: 'Submitted by' },
  auditFunction: { zh: '链码与方法', en: 'Chaincode and function' },
  auditRoot: { zh: 'Merkle 根', en: 'Merkle root' },
  auditCheckpoint: { zh: '检查点', en: 'Checkpoint' },
  auditReadWrites: { zh: '读 {reads} 项，写 {writes} 项', en: '{reads} reads, {writes} writes' },

  // Findings
  auditFindings: { zh: '核对结果', en: 'Findings' },
  auditDifferences: { zh: '与账本不符的数据', en: 'rows that differ from the ledger' },
  auditObjections: { zh: '不合规则的交易', en: 'transactions that the rules do not make' },
  auditAltered: { zh: '{count} 行数据与账本不符', en: '{count} rows differ from the ledger' },
  auditUnaltered: { zh: '数据库与账本一致', en: 'The database is what the ledger makes of it' },
  auditUnlawful: { zh: '{count} 笔交易不合规则', en: '{count} transactions are not what the rules make' },
  auditLawful: { zh: '没有发现不合规则的交易', en: 'No transaction was found that the rules do not make' },
  auditJudged: {
    zh: '已复核 {judged} 批；{unjudged} 批当时执行其他版本的规则，未能复核。',
    en: '{judged} batches were judged again; {unjudged} could not be, since another version of the rules was in force.'
  },
  auditFoundAt: { zh: '发现时间', en: 'Found' },
  auditInMirror: { zh: '数据库', en: 'In the database' },

  // Verification
  auditVerify: { zh: '验证证明文件', en: 'Verify a bundle' },
  auditVerifyHelp: {
    zh: '选择或拖入任何证明文件（suyuan-proof/2）或审计包（suyuan-audit/1）。由本机构服务器按账本规则自带的验证程序逐项验算；要完全不靠本站，请在自己的电脑上运行 suyuan verify。',
    en: 'Choose or drop in any proof (suyuan-proof/2) or auditors’ bundle (suyuan-audit/1). This server checks it by the law’s own verifier; to rely on this site in nothing, run suyuan verify on a computer of your own.'
  },
  auditBundleFile: { zh: '证明文件', en: 'Bundle' },
  auditBundleHint: { zh: 'JSON 文件，可直接拖到这里', en: 'A JSON file; drop it here' },
  auditBundleMissing: { zh: '请选择文件', en: 'Please choose a file' },
  auditVerifySubmit: { zh: '开始验证', en: 'Verify' },
  auditHolds: { zh: '验证通过', en: 'It holds' },
  auditHoldsNot: { zh: '验证不通过', en: 'It does not hold' },
  auditTooLong: { zh: '文件过大，未能在时限内验完', en: 'Too large to be verified in time' },
  auditVerifiedHere: {
    zh: '由服务器验证，以此账本的创世区块为准：',
    en: 'Verified by the server, against the first block of this ledger:'
  }
} as const satisfies Record<string, Text>
