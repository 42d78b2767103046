/** Freezes Postgres whole: its postmaster alone, halted, would let every connection that is open go on. */
import type { Service } from './service.js'

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it has ended by itself
  }
}

/** Returns what has it go on again, should it not have been killed meanwhile. @throws Error when Postgres is away */
export async function freezePostgres({ network, pool }: Service): Promise<() => void> {
  const db = await pool.connect()
  /** The postmaster last, as it goes on again. */
  const frozen: number[] = []
  const freeze = (pid: number) => {
    frozen.unshift(pid)
    send(pid, 'SIGSTOP')
  }
  const thaw = () => {
    for (const pid of frozen) send(pid, 'SIGCONT')
  }
  try {
    await db.query('select 1') // from here on nobody new is needed to ask
    const postmaster = network.supervisor.status().find(({ name }) => name === 'postgres')?.pid
    if (postmaster === undefined) throw new Error('Postgres does not run')
    freeze(postmaster)
    // Whoever asks goes last: it has to answer.
    const { rows } = await db.query<{ pid: number }>(
      'select pid from pg_stat_activity where pid is not null order by pid = pg_backend_pid()'
    )
    for (const { pid } of rows) freeze(pid)
    return thaw
  } catch (error) {
    thaw()
    throw error
  } finally {
    db.release()
  }
}
