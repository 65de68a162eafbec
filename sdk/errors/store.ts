import { BaseError } from './base.ts'

/** The store only reads. */
export class StoreReadOnlyError extends BaseError {
  override readonly name = 'StoreReadOnlyError'

  constructor(parameters: { store: string }) {
    super(`The ${parameters.store} store only reads.`, {
      docsPath: '/docs/errors.md#store-read-only',
      metaMessages: ['Set the variable where the process is started.'],
    })
  }
}

/** A key id or secret cannot be stored. */
export class StoreEntryInvalidError extends BaseError {
  override readonly name = 'StoreEntryInvalidError'

  constructor(parameters: { reason: string }) {
    super(`The key cannot be stored: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#store-entry-invalid',
      metaMessages: ['Correct the id or the secret.'],
    })
  }
}

/** The password does not open the store. */
export class PasswordWrongError extends BaseError {
  override readonly name = 'PasswordWrongError'

  constructor(parameters: { path: string }) {
    super(`The password does not open ${parameters.path}.`, {
      docsPath: '/docs/errors.md#password-wrong',
      metaMessages: ['Try the password again; a file that was changed looks the same.'],
    })
  }
}

/** The file was changed after it was written, or is damaged. */
export class StoreTamperedError extends BaseError {
  override readonly name = 'StoreTamperedError'

  constructor(parameters: { path: string }, options: { cause?: unknown } = {}) {
    super(`${parameters.path} was changed since it was written, or is damaged.`, {
      ...options,
      docsPath: '/docs/errors.md#store-tampered',
      metaMessages: ['Do not use the keys: revoke them and mint new ones.'],
    })
  }
}

/** The file is not a key store, or one of a version or with settings that this SDK does not take. */
export class StoreFormatUnsupportedError extends BaseError {
  override readonly name = 'StoreFormatUnsupportedError'

  constructor(parameters: { path: string; reason: string }) {
    super(`${parameters.path} is not a key store that can be read: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#store-format-unsupported',
      metaMessages: ['Take another file, or the version of the SDK that wrote it.'],
    })
  }
}

/** Another process writes the same file. */
export class StoreBusyError extends BaseError {
  override readonly name = 'StoreBusyError'

  constructor(parameters: { path: string }) {
    super(`Another process writes ${parameters.path}.`, {
      docsPath: '/docs/errors.md#store-busy',
      metaMessages: ['Nothing was written. Wait for it, or look why it hangs.'],
    })
  }
}

/** The file can be read by others than its owner. */
export class StoreExposedError extends BaseError {
  override readonly name = 'StoreExposedError'

  constructor(parameters: { path: string; mode: number }) {
    super(`${parameters.path} has mode ${parameters.mode.toString(8)}; expected 600.`, {
      docsPath: '/docs/errors.md#store-exposed',
      metaMessages: ['Set its mode to 600, and think about revoking the keys in it.'],
    })
  }
}
