/** Plain processes to compare with: each one file of this folder, that says when it is ready and answers what it is asked. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What such a process says: something, or why it could not. */
export type Said<T> = { said: T } | { error: string }

export class Plain<Q extends object, A> {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said when it was ready. */
    readonly ready: A
  ) {}

  static async start<Q extends object, A>(file: string, env: Record<string, string> = {}): Promise<Plain<Q, A>> {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), { env })
    return new Plain<Q, A>(child, await next<A>(child))
  }

  async ask(question: Q): Promise<A> {
    this.child.send(question)
    return next<A>(this.child)
  }

  close(): void {
    this.child.kill()
  }
}

async function next<A>(child: ChildProcess): Promise<A> {
  const [message] = (await once(child, 'message')) as [Said<A>]
  if ('error' in message) throw new Error(message.error)
  return message.said
}

/** In the plain process: says `ready`, then answers until its parent is gone. */
export function answerParent<Q, A>(ready: A, answer: (question: Q) => Promise<A>): void {
  const say = (message: Said<A>): void => void process.send!(message)
  process.on('message', question => {
    answer(question as Q)
      .then(said => say({ said }))
      .catch((error: unknown) => say({ error: String(error) }))
  })
  process.on('disconnect', () => process.exit())
  say({ said: ready })
}
