/** A small disk of its own under the data folder, which can be filled. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SIZE_GIGABYTES = 12

export class Disk {
  private constructor(
    private readonly root: string,
    /** `file system`: one in a file, `memory`: a tmpfs, `none`: this machine lets nobody mount one. */
    readonly kind: 'file system' | 'memory' | 'none'
  ) {}

  /** What this machine permits, the most real first. `log` hears why not. */
  static async make(log: (line: string) => void): Promise<Disk> {
    const root = mkdtempSync(join(tmpdir(), 'suyuan-disk-'))
    chmodSync(root, 0o711)
    mkdirSync(join(root, 'mounted'))
    const kinds = { 'file system': mountFile, memory: mountMemory }
    for (const [kind, mount] of Object.entries(kinds) as [keyof typeof kinds, typeof mountFile][]) {
      try {
        await mount(root)
        chmodSync(join(root, 'mounted'), 0o711)
        return new Disk(root, kind)
      } catch (error) {
        log(`no disk of its own as ${kind}: ${(error as Error).message.split('\n').slice(0, 2).join(' ')}`)
      }
    }
    log('FAULTS OF KIND disk ARE LEFT OUT: this account may mount nothing here')
    return new Disk(root, 'none')
  }

  /** A folder on it. */
  get home(): string {
    return join(this.root, 'mounted', 'home')
  }

  /** Takes all the room that there is, to the last few blocks. */
  async fill(): Promise<void> {
    const { bavail, bsize } = statfsSync(join(this.root, 'mounted'))
    await run('fallocate', ['--length', String(bavail * bsize), this.ballast]).catch((error: { stderr?: string }) => {
      if (!error.stderr?.includes('No space left')) throw error // as it should be
    })
  }

  /** Gives the room back. */
  clear(): void {
    rmSync(this.ballast, { force: true })
  }

  async remove(): Promise<void> {
    if (this.kind !== 'none') await run('umount', [join(this.root, 'mounted')])
    rmSync(this.root, { recursive: true, force: true })
  }

  private get ballast(): string {
    return join(this.root, 'mounted', 'ballast')
  }
}

async function mountFile(root: string): Promise<void> {
  const file = join(root, 'disk')
  await run('truncate', ['--size', `${SIZE_GIGABYTES}G`, file])
  await run('mkfs.ext4', ['-q', '-m', '0', file])
  await run('mount', ['-o', 'loop', file, join(root, 'mounted')])
}

async function mountMemory(root: string): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=2g', 'tmpfs', join(root, 'mounted')])
}
