import type { Readable } from 'node:stream'
import type { Disk } from './disk.ts'

/** Names stored bytes. Made by `save`, it says nothing about the file's own name or place. */
export type FileKey = string

/** Bytes that people gave us, kept outside the database: uploaded files of imports. */
export type Files = {
  /**
   * Stores a stream under a new key once it has come to its end; nothing is kept of one that breaks off.
   * Throws FileTooLarge when it is longer than `limit` bytes.
   */
  readonly save: (content: Readable, limit: number) => Promise<{ key: FileKey; size: number }>
  /** Opens stored bytes, from `start` on. Throws FileMissing where there are none under the key. */
  readonly read: (key: FileKey, start?: number) => Promise<Readable>
  /** The first `length` bytes, or all where there are fewer. */
  readonly head: (key: FileKey, length: number) => Promise<Buffer>
  readonly size: (key: FileKey) => Promise<number>
  /** Removes stored bytes; a key without any is no error. */
  readonly remove: (key: FileKey) => Promise<void>
  /** In bytes: how much is stored here, how large the disk is, and what is free on it. */
  readonly room: () => Promise<Room>
  /** The disk of the installation, and what is taken in by how it stands. */
  readonly disk: Disk
}

export type Room = { stored: number; size: number; free: number }

export class FileTooLarge extends Error {
  readonly limit: number

  constructor(limit: number) {
    super(`the file is longer than ${limit} bytes`)
    this.name = 'FileTooLarge'
    this.limit = limit
  }
}

export class FileMissing extends Error {
  constructor(key: FileKey, options?: ErrorOptions) {
    super(`no file is stored under ${key}`, options)
    this.name = 'FileMissing'
  }
}
