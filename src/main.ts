import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.js'
import { readConfig } from './config.js'
import { newLogger } from './logger.js'

const config = readConfig()
const log = newLogger(config.logLevel)
const { listen, close } = await buildApp(config, log)

closeWithGrace({ delay: 10_000, logger: log }, async ({ err }) => {
  if (err) log.fatal({ err }, 'the gateway ends on an error')
  await close()
})

await listen()
