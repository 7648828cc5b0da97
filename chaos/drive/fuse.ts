// The kernel's protocol for file systems in user space, as far as one file that is a disk needs it (linux/fuse.h, 7.31).
export const header = 40 // bytes in front of every request
export const largestWrite = 1024 * 1024

const opcodes = {
  2: 'forget',
  3: 'attributes',
  4: 'attributes', // setattr: nothing of it is ours to change
  14: 'open',
  15: 'read',
  16: 'write',
  17: 'space',
  18: 'done', // release
  20: 'flush', // fsync: what a disk is told when its cache is to be written
  25: 'done', // close of one descriptor
  26: 'begin',
  36: 'forget', // interrupt
  38: 'done', // destroy
  42: 'forget',
} as const

export type Asked = (typeof opcodes)[keyof typeof opcodes] | 'unknown'
export type Request = { asked: Asked; unique: bigint; offset: number; size: number; bytes: Buffer }

/** One request as it was read from /dev/fuse. `bytes` are those of a write, in the buffer they came in. */
export function requestIn(buffer: Buffer): Request {
  const asked = opcodes[buffer.readUInt32LE(4) as keyof typeof opcodes] ?? 'unknown'
  const unique = buffer.readBigUInt64LE(8)
  const placed = asked === 'read' || asked === 'write'
  return {
    asked,
    unique,
    offset: placed ? Number(buffer.readBigUInt64LE(header + 8)) : 0,
    size: placed ? buffer.readUInt32LE(header + 16) : 0,
    bytes: asked === 'write' ? buffer.subarray(header + 40) : Buffer.alloc(0),
  }
}

const ioError = 5 // EIO
const unknown = 38 // ENOSYS: the kernel does not ask again

/** The answer to a request. `error` is the kernel's number, positive. */
function answer(unique: bigint, body: Buffer, error = 0): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(16 + body.length, 0)
  head.writeInt32LE(-error, 4)
  head.writeBigUInt64LE(unique, 8)
  return Buffer.concat([head, body])
}

const nothing = Buffer.alloc(0)
export const done = (unique: bigint): Buffer => answer(unique, nothing)
export const failed = (unique: bigint): Buffer => answer(unique, nothing, ioError)
export const notKnown = (unique: bigint): Buffer => answer(unique, nothing, unknown)
export const bytesRead = (unique: bigint, bytes: Buffer): Buffer => answer(unique, bytes)

export function written(unique: bigint, size: number): Buffer {
  const body = Buffer.alloc(8)
  body.writeUInt32LE(size, 0)
  return answer(unique, body)
}

export function begun(unique: bigint): Buffer {
  const body = Buffer.alloc(64)
  body.writeUInt32LE(7, 0)
  body.writeUInt32LE(31, 4)
  body.writeUInt32LE(largestWrite, 8)
  const [asynchronousReads, bigWrites, manyPages] = [1, 1 << 5, 1 << 22]
  body.writeUInt32LE(asynchronousReads | bigWrites | manyPages, 12)
  body.writeUInt16LE(64, 16)
  body.writeUInt16LE(48, 18)
  body.writeUInt32LE(largestWrite, 20)
  body.writeUInt32LE(1, 24)
  body.writeUInt16LE(largestWrite / 4096, 28)
  return answer(unique, body)
}

export function opened(unique: bigint): Buffer {
  const body = Buffer.alloc(16)
  body.writeUInt32LE(1, 8) // past the kernel's cache: every read and write comes here
  return answer(unique, body)
}

export function attributes(unique: bigint, size: number): Buffer {
  const body = Buffer.alloc(104)
  const file = body.subarray(16)
  file.writeBigUInt64LE(1n, 0)
  file.writeBigUInt64LE(BigInt(size), 8)
  file.writeBigUInt64LE(BigInt(size / 512), 16)
  file.writeUInt32LE(0o100600, 60)
  file.writeUInt32LE(1, 64)
  file.writeUInt32LE(4096, 80)
  return answer(unique, body)
}

export const space = (unique: bigint): Buffer => answer(unique, Buffer.alloc(80))
