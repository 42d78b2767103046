/** North American coupon codes, whose fields say how long those are that follow. */

/** Reads fields off the front of a text, until one is not as it should be. */
class Fields {
  private good = true

  constructor(private rest: string) {}

  /** So many digits, of a form. */
  take(length: number, form = /^\d*$/): this {
    const field = this.rest.slice(0, length)
    this.good &&= field.length === length && form.test(field)
    this.rest = this.rest.slice(length)
    return this
  }

  /** A digit of `lengths` that tells how much longer than `least` the field after it is. */
  counted(lengths: RegExp, least = 0): this {
    const length = Number(this.rest[0])
    this.take(1, lengths)
    return this.good ? this.take(length + least) : this
  }

  /** What an optional field's own number announces. */
  optional(number: string, read: (fields: this) => unknown): this {
    if (this.rest[0] === number) read(this.take(1))
    return this
  }

  /** The prefix of a company of a further purchase; 9 is that of the first. */
  company(): this {
    return this.rest[0] === '9' ? this.take(1) : this.counted(/[0-6]/, 6)
  }

  /** What is to be bought, its code and its family. */
  purchase(): this {
    return this.counted(/[1-5]/)
      .take(1, /[0-49]/)
      .take(3)
  }

  get whole(): boolean {
    return this.good && this.rest === ''
  }
}

const DATE = /^\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/

/** AI 8110: North American Coupon Application Guideline. */
export const isCouponCode = (text: string): boolean =>
  new Fields(text)
    .counted(/[0-6]/, 6)
    .take(6)
    .counted(/[1-5]/)
    .purchase()
    .optional('1', fields => fields.take(1, /[0-3]/).purchase().company())
    .optional('2', fields => fields.purchase().company())
    .optional('3', fields => fields.take(6, DATE))
    .optional('4', fields => fields.take(6, DATE))
    .optional('5', fields => fields.counted(/\d/, 6))
    .optional('6', fields => fields.counted(/[1-7]/, 6))
    .optional('9', fields =>
      fields
        .take(1, /[01256]/)
        .take(1, /[0-2]/)
        .take(1)
        .take(1, /[01]/)
    ).whole

/** AI 8112: coupons of a positive offer file. */
export const isPositiveOffer = (text: string): boolean =>
  new Fields(text).take(1, /[01]/).counted(/[0-6]/, 6).take(6).counted(/\d/, 6).whole
