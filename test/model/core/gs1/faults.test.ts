/** What is no GS1 identifier says why, and which datum it is about. */
import { gs1Forms } from '@suyuan/model/core/gs1/convert'
import { GS1_FAULTS, Gs1Error, type Gs1Fault } from '@suyuan/model/core/gs1/error'
import t from 'tap'

/** @returns code and identifier of what is wrong */
function fault(text: string): string {
  try {
    return JSON.stringify(gs1Forms(text))
  } catch (error) {
    if (!(error instanceof Gs1Error)) throw error
    if (/[{}]/.test(error.text.zh + error.text.en)) throw new Error(`a slot is open: ${error.text.en}`)
    return [error.code, error.facts.ai].filter(each => each !== undefined).join(' ')
  }
}

const said = (t: { equal(found: string, wanted: string, about: string): unknown }, cases: Record<string, string>) => {
  for (const [text, expected] of Object.entries(cases)) t.equal(fault(text), expected, text)
}

t.test('links', async t => {
  said(t, {
    'https://x.cn': 'LINK_MALFORMED',
    'ftp://x.cn/01/09520123456788': 'LINK_MALFORMED',
    'https:///01/09520123456788': 'LINK_MALFORMED',
    'https://x.cn/01/09520123456788/10/a b': 'LINK_MALFORMED',
    'https://x.cn/01/09520123456788/10/茶': 'LINK_MALFORMED',
    'https://x.cn/': 'LINK_NO_KEY',
    'https://x.cn/01/09520123456788/': 'LINK_NO_KEY',
    'https://x.cn/10/ABC': 'LINK_NO_KEY',
    'https://x.cn/gtin/09520123456788': 'LINK_SHORT_NAME 01',
    'https://x.cn/01/09520123456788/lot/ABC': 'LINK_SHORT_NAME 10',
    'https://x.cn/sscc/952012345678912345': 'LINK_SHORT_NAME 00',
    'https://x.cn/01/09520123456788/10/ABC/22/2A': 'LINK_ORDER 22',
    'https://x.cn/01/09520123456788/21/S1/10/L1': 'LINK_ORDER 10',
    'https://x.cn/01/09520123456788/10/L/10/L': 'LINK_ORDER 10',
    'https://x.cn/01/09520123456788/22/2A/235/T': 'LINK_ORDER 235',
    'https://x.cn/01/09520123456788/17/261231': 'LINK_NOT_QUALIFIER 17',
    'https://x.cn/00/952012345678912345/21/A': 'LINK_NOT_QUALIFIER 21',
    'https://x.cn/01/09520123456788/89/ABC': 'AI_UNKNOWN 89',
    'https://x.cn/01/09520123456788?10=ABC': 'LINK_IN_QUERY 10',
    'https://x.cn/01/09520123456788?01=09520123456788': 'AI_REPEATED 01',
    'https://x.cn/01/09520123456788?99=A&99=A': 'AI_REPEATED 99',
    'https://x.cn/01/09520123456788?999=A': 'AI_UNKNOWN 999',
    'https://x.cn/01/09520123456788?99=': 'AI_LENGTH 99',
    'https://x.cn/00/952012345678912345?254=A': 'LINK_NOT_ATTRIBUTE 254',
    'https://x.cn/01/09520123456788/10/%': 'LINK_ENCODING 10',
    'https://x.cn/01/09520123456788/10/%E8%8C%B6': 'AI_CHARACTER 10',
    'https://x.cn/01/09520123456788?99=A+B': 'AI_CHARACTER 99',
    'https://x.cn/01/09520123456788//10/A': 'LINK_NO_KEY',
    'https://x.cn/01/09520123456789': 'AI_CHECK_DIGIT 01',
    'https://x.cn/01/952012345678': 'AI_CHECK_DIGIT 01',
    'https://x.cn/01/952012345': 'AI_LENGTH 01'
  })
})

t.test('element strings', async t => {
  said(t, {
    '': 'FORM_UNKNOWN',
    hello: 'FORM_UNKNOWN',
    '(x)1': 'FORM_UNKNOWN',
    '(01)': 'AI_LENGTH 01',
    '(999)1': 'AI_UNKNOWN 999',
    '^019520': 'AI_LENGTH 01',
    '^0109520123456788^10': 'AI_LENGTH 10',
    '^8888': 'AI_UNKNOWN 8888',
    '(01)09520123456788(10)ABC(10)ABD': 'AI_REPEATED 10',
    '(10)ABC': 'AI_NEEDS 10',
    '(02)09520123456788(37)5': 'AI_NEEDS 37',
    '(01)09520123456788(37)5(00)952012345678912345(02)09520123456788': 'AI_EXCLUDED 01',
    '(01)09520123456788(10)ABC(21)A^B': 'AI_CHARACTER 21',
    '(410)9520123456788': 'NO_PRIMARY_KEY',
    '(00)952012345678912345(254)A(414)9520123456788': 'LINK_NOT_ATTRIBUTE 254'
  })
})

t.test('contents', async t => {
  const item = '(01)09520123456788'
  said(t, {
    [`${item}(17)261301`]: 'AI_VALUE 17',
    [`${item}(17)260230`]: 'AI_VALUE 17',
    [`${item}(7006)260200`]: 'AI_VALUE 7006',
    [`${item}(7003)2601012460`]: 'AI_VALUE 7003',
    [`${item}(17)2602`]: 'AI_LENGTH 17',
    [`${item}(3103)00195A`]: 'AI_CHARACTER 3103',
    [`${item}(422)999`]: 'AI_VALUE 422',
    [`${item}(423)156999`]: 'AI_VALUE 423',
    '(8006)040123451234560302(21)987': 'AI_VALUE 8006',
    '(8013)1987654Ad4X4bL5ttr2310c2L': 'AI_CHECK_DIGIT 8013',
    '(415)9520123456788(8020)A(8007)GB82WEST12345698765431': 'AI_CHECK_DIGIT 8007',
    '(415)9520123456788(8020)A(8007)12WEST': 'AI_CHECK_DIGIT 8007',
    '(8010)061414ABC(8011)012': 'AI_VALUE 8011',
    '(8010)061414abc(8011)12': 'AI_CHARACTER 8010',
    '(8004)ABC': 'AI_VALUE 8004',
    '(8003)10614141123452400': 'AI_VALUE 8003',
    '(00)952012345678912345(4309)18000000010000000000': 'AI_VALUE 4309',
    '(00)952012345678912345(4300)A%2': 'AI_VALUE 4300',
    '(255)4012345678901(8111)500(3940)0010': 'AI_LENGTH 8111'
  })
})

t.test('URNs', async t => {
  said(t, {
    'urn:epc:id:gid:95100000.12345.400': 'URN_SCHEME',
    'urn:epc:id:lgtin:4012345.012345.L': 'URN_SCHEME',
    'urn:epcglobal:cbv:bizstep:shipping': 'URN_SCHEME',
    'urn:epc:id:sgtin:0614141.12345.400': 'URN_MALFORMED',
    'urn:epc:id:sgtin:0614141.112345': 'URN_MALFORMED',
    'urn:epc:id:sgtin:06141.11123456.400': 'URN_MALFORMED',
    'urn:epc:id:sgtin:0614141.112345.a/b': 'URN_MALFORMED',
    'urn:epc:id:sgtin:0614141.112345.%E8%8C': 'AI_CHARACTER 21',
    'urn:epc:id:sgtin:0614141.112345.123456789012345678901': 'AI_LENGTH 21',
    'urn:epc:id:itip:4012345.012345.1.123.987': 'URN_MALFORMED',
    'urn:epc:id:giai:0614141.': 'URN_MALFORMED',
    'urn:epc:id:sgcn:4012345.67890.A': 'AI_CHARACTER 255',
    'urn:epc:idpat:sgtin:0614141.*.*': 'URN_PATTERN',
    'urn:epc:idpat:sgtin:0614141.112345.400': 'URN_MALFORMED'
  })
})

t.test('each fault is said in both languages', async t => {
  for (const code of Object.keys(GS1_FAULTS) as Gs1Fault[]) {
    const { text, message } = new Gs1Error(code, { ai: '01' })
    t.match(text.zh, /\p{Script=Han}/u)
    t.equal(text.en, message)
  }
})
