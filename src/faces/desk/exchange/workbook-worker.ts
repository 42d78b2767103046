/** Reads a workbook's first sheet where it can be stopped: a thread with a bound on its memory. */
import { parentPort, workerData } from 'node:worker_threads'
import { readSheet } from 'read-excel-file/node'
import { checkWorkbook, WorkbookRefused } from './unzip-bound.js'

const file = Buffer.from(workerData as Uint8Array)
try {
  checkWorkbook(file)
  parentPort!.postMessage({ rows: await readSheet(file) })
} catch (error) {
  parentPort!.postMessage({ refused: error instanceof WorkbookRefused ? error.reason : 'notXlsx' })
}
