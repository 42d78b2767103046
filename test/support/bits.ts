/** Changes a bundle one bit at a time, on all processors, since a bundle has tens of thousands of bytes. */
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { verifyText } from '../../scripts/verify.js'

interface Task {
  text: string
  ledger: string
  places: readonly number[]
}

/** Those of the places at which the lowest bit of the byte may be another, and the bundle holds all the same. */
export async function unnoticedBits(task: Task): Promise<number[]> {
  const workers = availableParallelism()
  const shares = Array.from({ length: workers }, (_, own) => task.places.filter((_, index) => index % workers === own))
  const found = await Promise.all(shares.map(places => inWorker({ ...task, places })))
  return found.flat().sort((a, b) => a - b)
}

const inWorker = (task: Task): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

async function changeEach({ text, ledger, places }: Task): Promise<number[]> {
  const bytes = Buffer.from(text)
  const unnoticed: number[] = []
  for (const at of places) {
    bytes[at]! ^= 1
    if ((await verifyText(bytes.toString(), ledger)).every(({ ok }) => ok)) unnoticed.push(at)
    bytes[at]! ^= 1
  }
  return unnoticed
}

if (!isMainThread) parentPort!.postMessage(await changeEach(workerData as Task))
