import { EpcisException, type ExceptionName } from './exceptions.js'
import { numberOf, timeOf } from './terms.js'

/** Reads the values of one parameter. */
export class Reader {
  constructor(
    private readonly exception: ExceptionName,
    readonly name: string,
    private readonly value: unknown
  ) {}

  wrong(zh: string, en: string): EpcisException {
    return new EpcisException(this.exception, {
      field: this.name,
      zh: `${this.name}：${zh}`,
      en: `${this.name}: ${en}`
    })
  }

  /** In addresses values are separated by `|`. */
  list(): string[] {
    const given = typeof this.value === 'string' ? this.value.split('|') : [this.value].flat()
    const texts = given.map(item => (typeof item === 'number' || typeof item === 'boolean' ? String(item) : item))
    if (texts.length === 0 || !texts.every(text => typeof text === 'string' && text !== ''))
      throw this.wrong('应为一个或多个值', 'one or more values are wanted')
    return texts as string[]
  }

  oneOf<T extends string>(allowed: readonly T[]): T[] {
    const list = this.list()
    if (!list.every(text => (allowed as readonly string[]).includes(text)))
      throw this.wrong(`只能是 ${allowed.join('、')}`, `may be ${allowed.join(', ')}`)
    return list as T[]
  }

  flag(): boolean {
    return this.oneOf(['true', 'false'])[0] === 'true'
  }

  uris(): string[] {
    const list = this.list()
    const odd = list.find(text => !/^[A-Za-z][\w.+-]*:\S+$/.test(text))
    if (odd !== undefined) throw this.wrong(`不是 URI：${odd.slice(0, 80)}`, `this is no URI: ${odd.slice(0, 80)}`)
    return list
  }

  time(): string {
    const text = String(this.value)
    // A plus sign that was not percent-encoded in an address arrives as a space.
    const time = text.replace(/ (\d\d:\d\d)$/, '+$1')
    if (
      !/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):\d\d)$/.test(time) ||
      timeOf(time) === null
    )
      throw this.wrong('应为带时区的时间', 'a time with its offset is wanted')
    return time
  }

  number(): number {
    const number = numberOf(this.value)
    if (number === null) throw this.wrong('应为数字', 'a number is wanted')
    return number
  }

  numbers(): number[] {
    return this.list().map(text => new Reader(this.exception, this.name, text).number())
  }

  count(): number {
    const number = this.number()
    if (!Number.isInteger(number) || number < 1 || number > 1e9)
      throw this.wrong('应为正整数', 'a positive whole number is wanted')
    return number
  }

  /** A number, or a time as milliseconds under the field's other name. */
  comparable(field: string): [string, number] {
    const number = numberOf(this.value)
    if (number !== null) return [field, number]
    return [`@${field}`, Date.parse(this.time())]
  }

  /** That there is such a thing is all that can be asked. */
  exists(): void {
    if (![null, '', true, 'true', 1, '1'].includes(this.value as string | null))
      throw this.wrong('只能询问其存在', 'it can only be asked to exist')
  }
}
