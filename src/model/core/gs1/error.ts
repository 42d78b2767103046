import type { Text } from '../refusal.js'

/** What can be wrong with a text that should be a GS1 identifier. `{ai}` and others stand for what is named. */
export const GS1_FAULTS = {
  FORM_UNKNOWN: {
    zh: '既不是 GS1 Digital Link 网址，也不是单元数据串或 EPC URN',
    en: 'neither a GS1 Digital Link URI, nor an element string, nor an EPC URN'
  },
  AI_UNKNOWN: { zh: '应用标识符 ({ai}) 不存在', en: 'there is no application identifier ({ai})' },
  AI_LENGTH: { zh: '({ai}) 的长度不对', en: '({ai}) has the wrong length' },
  AI_CHARACTER: { zh: '({ai}) 含有不允许的字符', en: '({ai}) has a character that it may not have' },
  AI_CHECK_DIGIT: { zh: '({ai}) 的校验位不对', en: 'the check digit of ({ai}) is wrong' },
  AI_VALUE: { zh: '({ai}) 的内容不合规定（{rule}）', en: '({ai}) is not as its rule wants it ({rule})' },
  AI_REPEATED: { zh: '({ai}) 出现了两次', en: '({ai}) is there twice' },
  AI_NEEDS: { zh: '({ai}) 须与 {needs} 一起使用', en: '({ai}) must be beside {needs}' },
  AI_EXCLUDED: { zh: '({ai}) 不能与 ({other}) 一起使用', en: '({ai}) must not be beside ({other})' },
  LINK_MALFORMED: { zh: '网址格式有误', en: 'the URI is malformed' },
  LINK_ENCODING: { zh: '网址中 ({ai}) 的百分号编码有误', en: 'the percent-encoding of ({ai}) is wrong' },
  LINK_NO_KEY: { zh: '网址路径中没有 GS1 主标识', en: 'the path has no GS1 primary key' },
  LINK_SHORT_NAME: {
    zh: '短名称“{name}”已不再使用，应写 ({ai})',
    en: 'the short name “{name}” is no longer used: write ({ai})'
  },
  LINK_NOT_QUALIFIER: {
    zh: '({ai}) 不是 ({key}) 的限定符，不能出现在路径中',
    en: '({ai}) is no qualifier of ({key}) and may not be in the path'
  },
  LINK_ORDER: { zh: '路径中 ({ai}) 的次序不对', en: '({ai}) is out of order in the path' },
  LINK_IN_QUERY: { zh: '({ai}) 应写在路径中', en: '({ai}) belongs into the path' },
  LINK_NOT_ATTRIBUTE: { zh: '({ai}) 不能作为网址的属性', en: '({ai}) may not be an attribute of a URI' },
  NO_PRIMARY_KEY: {
    zh: '没有可以作为网址主标识的应用标识符',
    en: 'none of these identifiers can be the primary key of a URI'
  },
  URN_SCHEME: { zh: '不支持的 EPC 方案 {scheme}', en: 'the EPC scheme {scheme} is not a GS1 key' },
  URN_MALFORMED: { zh: '{scheme} 的 URN 格式有误', en: 'the URN of {scheme} is malformed' },
  URN_PATTERN: {
    zh: '该 URN 模式不是一个 GS1 标识',
    en: 'this URN is a pattern of many keys and names none'
  }
} as const satisfies Record<string, Text>
export type Gs1Fault = keyof typeof GS1_FAULTS

export type Gs1Facts = Readonly<Record<string, string>>

/** A text that is no GS1 identifier, and why. */
export class Gs1Error extends Error {
  override readonly name = 'Gs1Error'
  readonly text: Text

  /** @param facts what the fault's texts name, `ai` above all */
  constructor(
    readonly code: Gs1Fault,
    readonly facts: Gs1Facts = {}
  ) {
    const { zh, en } = GS1_FAULTS[code]
    super(filled(en, facts))
    this.text = { zh: filled(zh, facts), en: this.message }
  }
}

/** What is wrong, when it is the text. @throws what was caught, when it is not */
export function faultOf(caught: unknown): Text {
  if (caught instanceof Gs1Error) return caught.text
  throw caught
}

const filled = (text: string, facts: Gs1Facts) => text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')
