import type { Text } from '@suyuan/model/core/refusal'

/** What must be known to read an export in a regulator's form. */
export const AUDIT_NOTES_TEXTS = {
  noteBlank: {
    zh: '空格不是零：每列的出处和空着的原因见“字段说明”表。日期为北京时间，数量与单位分列，行按时间、批次排列。',
    en: 'Blank is not nothing: the sheet “Fields” has the source of each column and why it may be blank. Dates are in China’s time, quantities and units in columns of their own, rows by time and lot.'
  },
  noteInForce: {
    zh: '数量为更正生效后的数量；更正前的另列。已作废的发货仍列出，见“状态”。',
    en: 'Quantities are those in force after corrections; what was said before stands beside them. Void shipments are listed, see “State”.'
  },
  noteFamily: {
    zh: '本表含该批全部上下游批次的记录，包括上游批次发往别处的部分。',
    en: 'This has the records of all lots before and after the lot, also of what of them went elsewhere.'
  },
  notePeriod: {
    zh: '期间按录入账本的时间计算。',
    en: 'A period counts by when the ledger took an entry.'
  },
  noteCut: {
    zh: '⚠ 记录过多：只含最近 {count} 条事件，请缩小范围后再导出。',
    en: '⚠ Too much: only the newest {count} events are here; narrow what you ask for.'
  },
  noteProof: {
    zh: '核验：交易编号可在 {bundle} 所下载的证明中查到，用 /audit/verify 核验；本文件的 SHA-256 记在审计日志。',
    en: 'To verify: the transactions are in the bundle at {bundle}, which /audit/verify checks; this file’s SHA-256 is on the audit log.'
  },
  noteFsmaScope: {
    zh: '茶叶不在 FDA 食品追溯清单（Food Traceability List）上，FSMA 204 对茶叶没有义务（鲜芒果在清单上）；此表供以该格式索取数据的采购方和检查人员使用。',
    en: 'Tea is not on FDA’s Food Traceability List, so FSMA 204 asks nothing of it (of fresh mango it does); this is for buyers and inspectors who want the data in that form.'
  },
  noteFsmaRequest: {
    zh: '21 CFR 1.1455(c)(3)(ii)：FDA 提出要求后 24 小时内，以可排序的电子表格提供 1.1325 至 1.1350 条所列信息。',
    en: '21 CFR 1.1455(c)(3)(ii): within 24 hours of a request, what 1.1325 to 1.1350 name, in an electronic sortable spreadsheet.'
  },
  noteFsmaEvents: {
    zh: '没有的表：冷却（1.1325(b)）和渔船首次上岸接收（1.1335），本账本不记录。零售给消费者不是关键追溯事件，见“一上一下”。水产容器、芽菜的字段不适用，未列。',
    en: 'Not here: cooling (1.1325(b)) and first land-based receiving (1.1335), which this ledger does not record. Sales to consumers are no critical tracking events; see “One up, one down”. What asks of aquaculture and sprouts does not apply and is left out.'
  },
  noteFsmaPairs: {
    zh: '转换和初次包装：每个产出批次与每个投入批次各占一行，同一事件有多个投入时产出数量重复，不可相加。制茶作为加工转换；只有鲜货直接包装才是初次包装。',
    en: 'Transformation and initial packing: a row for each output with each input, so of an event with several inputs the output’s quantity is repeated and must not be added up. Making tea is a transformation; only fresh goods that are packed as such are packed initially.'
  },
  noteFsmaSources: {
    zh: '出处：21 CFR Part 1 Subpart S，eCFR 2026-06-11 文本；FDA “Food Traceability List”（fda.gov）；地点描述的组成依 Produce Traceability Initiative《FSMA 204 Implementation Guidance》2024-02-12。',
    en: 'Sources: 21 CFR Part 1 Subpart S, text of eCFR 2026-06-11; FDA “Food Traceability List” (fda.gov); what a location description has by Produce Traceability Initiative, FSMA 204 Implementation Guidance, 2024-02-12.'
  },
  noteUpDownSources: {
    zh: '出处：21 CFR 1.337（来源）、1.345（去向），Subpart J，eCFR 2026-04-05 文本；食品安全法第五十条、第五十一条、第五十三条（进货查验、出厂检验、销售记录）。价格不上账本。',
    en: 'Sources: 21 CFR 1.337 (previous sources) and 1.345 (subsequent recipients), Subpart J, text of eCFR 2026-04-05; Food Safety Law, articles 50, 51 and 53. Prices are not on the ledger.'
  },
  noteNationalSources: {
    zh: '出处与所见：GB/T 38155-2019 术语（公开转载）；GB/T 38156-2019 只见目次 5.1–5.3，其下字段为本表所归；NY/T 4712-2025《农产品质量安全追溯数据格式》只见公开摘要，未见字段表；NY/T 2531-2013 只见术语；《国家重要产品追溯体系编码规则（试行）》术语；农业农村部令2025年第4号第十四条（媒体转述）；食品安全法第五十条、第五十一条、第五十三条。',
    en: 'Sources, and what of them was seen: terms of GB/T 38155-2019 (reprinted); of GB/T 38156-2019 only the headings 5.1–5.3, under which these columns were put here; of NY/T 4712-2025 a public summary, not its table of fields; of NY/T 2531-2013 its terms; the terms of the national coding rules (trial); article 14 of MARA Order 2025-4 as reported; Food Safety Law, articles 50, 51 and 53.'
  },
  noteNationalMissing: {
    zh: '未列入：GB/T 38154-2019 核心元数据、38157、38158、38159 和 GB/T 33915-2017 的字段，以及国家农产品质量安全追溯管理信息平台的接口字段，均未见公开全文，未作推测。国家追溯平台的适用范围到进入批发、零售市场或生产加工企业前为止（《农产品质量安全信息化追溯管理办法（试行）》第二条）。',
    en: 'Left out: the fields of GB/T 38154-2019 (core metadata), 38157, 38158, 38159 and GB/T 33915-2017, and those of the national platform’s interface: their texts could not be read, and nothing was guessed. The national platform’s rules end where goods enter a market or a processor (article 2 of its trial measures).'
  }
} as const satisfies Record<string, Text>
