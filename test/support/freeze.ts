/** Freezes Postgres whole: its postmaster alone, halted, would let every connection that is open go on. */
import type { Service } from './service.js'

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it has ended by itself
  }
}

/** Returns what has it go on again. @throws Error when Postgres is away */
export async function freezePostgres({ network, pool }: Service): Promise<() => void> {
  const db = await pool.connect()
  try {
    await db.query('select 1') // from here on nobody new is needed to ask
    network.supervisor.kill('postgres', 'SIGSTOP')
    // Whoever asks goes last: it has to answer.
    const { rows } = await db.query<{ pid: number }>(
      'select pid from pg_stat_activity where pid is not null order by pid = pg_backend_pid()'
    )
    for (const { pid } of rows) send(pid, 'SIGSTOP')
    return () => {
      for (const { pid } of rows) send(pid, 'SIGCONT')
      network.supervisor.kill('postgres', 'SIGCONT')
    }
  } catch (error) {
    if (network.supervisor.has('postgres')) network.supervisor.kill('postgres', 'SIGCONT')
    throw error
  } finally {
    db.release()
  }
}
