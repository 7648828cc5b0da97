const reasons = {
  no_backup: 'this is no backup of Banso',
  passphrase: 'the passphrase is another one, or the beginning of the file is damaged',
  damaged: 'the file is damaged: a part of it was changed, or is missing',
} as const

/** A backup that cannot be read, and why. Nothing was written from it. */
export class BackupUnreadable extends Error {
  readonly reason: keyof typeof reasons

  constructor(reason: keyof typeof reasons, options?: ErrorOptions) {
    super(reasons[reason], options)
    this.name = 'BackupUnreadable'
    this.reason = reason
  }
}
