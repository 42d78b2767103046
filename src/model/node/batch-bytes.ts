import { promisify } from 'node:util'
import { constants, deflateRaw, inflateRawSync } from 'node:zlib'

/** Far more than a gateway's batch; what unpacks to more is refused before it fills the memory. */
const MOST_BYTES = 16 * 1024 * 1024

const deflate = promisify(deflateRaw)

/**
 * A batch as it travels and is kept: its JSON, deflated (RFC 1951). Every byte of it passes fourteen connections and is
 * written by three peers and three orderers, and commands are much alike: of twenty harvests an eighth is left.
 *
 * @param commands JSON of each command
 */
export const packBatch = (commands: readonly string[]): Promise<Buffer> =>
  deflate(`{"commands":[${commands.join(',')}]}`, { level: constants.Z_BEST_SPEED })

/** The JSON of a packed batch. @throws Error when it isn't one, or too large */
export const unpackBatch = (bytes: Uint8Array): string =>
  inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }).toString()
