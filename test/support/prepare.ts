/**
 * Makes what tests need and a machine keeps: browser, Fabric's programs, schemathesis. Files of tests that run at the same
 * time would each begin to.
 */
import chromium from '@sparticuz/chromium'
import { findBinaries, findCaBinaries } from '../../network/binaries.js'
import { settingsFrom } from '../../network/settings.js'
import { schemathesis } from '../fuzz/schemathesis.js'

const log = (line: string): void => void process.stdout.write(`${line}\n`)
const finding = { ready: settingsFrom().fabricBin, log }

await chromium.executablePath()
await findBinaries(finding)
await findCaBinaries(finding)
await schemathesis(log)
