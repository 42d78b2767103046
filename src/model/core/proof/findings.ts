/** What is looked at in a proof. */
export type ProofCheck =
  | 'format'
  | 'genesis'
  | 'configuration'
  | 'order'
  | 'checkpoint'
  | 'endorsement'
  | 'command'
  | 'statement'
  | 'story'

/** What is looked at in an auditor's bundle. */
export type AuditCheck =
  | Exclude<ProofCheck, 'checkpoint' | 'endorsement' | 'statement' | 'story'>
  | 'block'
  | 'transaction'
  | 'attestation'
  | 'orderer'
  | 'peers'
  | 'subject'

/** One thing that was looked at, and what was found. */
export interface Finding<Check extends string = ProofCheck | AuditCheck> {
  check: Check
  ok: boolean
  detail: string
}

/** What is found to be wrong, in the words of the finding. */
class Wrong extends Error {
  override readonly name = 'Wrong'
}

export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Wrong(otherwise)
}

export class Findings<Check extends string> {
  readonly all: Finding<Check>[] = []

  /** Notes what `look` finds; undefined when that is something wrong, whatever it is: bytes of strangers fail in many ways. */
  async note<T>(
    check: Check,
    look: () => readonly [T, string] | Promise<readonly [T, string]>
  ): Promise<T | undefined> {
    try {
      const [value, detail] = await look()
      this.all.push({ check, ok: true, detail })
      return value
    } catch (error) {
      this.all.push({ check, ok: false, detail: (error as Error).message })
      return undefined
    }
  }
}
