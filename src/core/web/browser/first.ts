/** What must be so before anything else of the script runs: browsers of 2020 get what they lack, and zod is told of the page's policy. */
import { config } from 'zod'

// The policy of our pages forbids making code of text; zod would try, and each try is reported as a breach.
config({ jitless: true })

String.prototype.isWellFormed ??= function (this: string) {
  return !/\p{Surrogate}/u.test(this)
}

Array.prototype.at ??= function (this: unknown[], index: number) {
  return this[index < 0 ? this.length + index : index]
}
