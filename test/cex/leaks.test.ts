import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format, inspect, isDeepStrictEqual } from 'node:util'
import { serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../sdk/core/secret.ts'
import { BaseError } from '../../sdk/errors/base.ts'
import { createLeakSearch, type LeakSearch } from '../support/leaks.ts'

const value = `not-to-be-seen-${randomBytes(9).toString('hex')}`
const pem = `-----BEGIN PRIVATE KEY-----\n${randomBytes(90).toString('base64')}\n-----END PRIVATE KEY-----\n`

/** A search of its own, so that what is planted does not count against this file. */
function search(...secrets: readonly string[]): LeakSearch {
  const one = createLeakSearch()
  for (const secret of secrets) one.keep(secret)
  return one
}

describe('the search for secrets', () => {
  it.each([
    ['as it is', value],
    ['in upper case', value.toUpperCase()],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in hex', Buffer.from(value).toString('hex')],
    ['in a longer text', `{"secret":"${value}"}`],
  ])('finds one %s', (_how, text) => {
    const one = search(value)
    one.seen('there', text)
    expect(one.leaks()).toEqual(['there'])
  })

  it('finds the body of a PEM, as it is and in JSON, and not what all PEMs have', () => {
    const one = search(pem)
    one.seen('body', pem.split('\n')[1] ?? '')
    one.seen('json', JSON.stringify({ pem }))
    one.seen('header', '-----BEGIN PRIVATE KEY-----')
    expect(one.leaks()).toEqual(['body', 'json'])
  })

  it('finds one in the cause of an error, and none where there is none', () => {
    const one = search(value)
    one.seenError(new BaseError('It failed.', { cause: new Error(`with ${value}`) }))
    one.seenError(new BaseError('It failed otherwise.', { cause: new Error('without') }))
    expect(one.leaks()).toEqual(['BaseError'])
  })

  it('finds one in a file, but for files that are there to hold one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaks-'))
    mkdirSync(join(folder, 'below'))
    // Planted under another value than this file's search knows: it is never a Secret here.
    writeFileSync(join(folder, 'below', 'log.txt'), `x ${value} x`)
    writeFileSync(join(folder, 'key.secret'), value)
    const one = search(value)
    one.seenFiles(folder)
    expect(one.leaks()).toEqual([join('below', 'log.txt')])
  })

  it('is at work in this file', async () => {
    const shared = globalThis as { leakSearch?: LeakSearch }
    const before = shared.leakSearch?.count()
    const secret = new Secret(`another-${randomBytes(9).toString('hex')}`)
    const error = new BaseError(`It failed with ${secret}.`)
    await new Promise((resolve) => setTimeout(resolve, 0))
    const after = shared.leakSearch?.count()
    expect(error).toBeInstanceOf(BaseError)
    expect(after?.secrets).toBe((before?.secrets ?? 0) + 1)
    expect(after?.texts).toBe((before?.texts ?? 0) + 1)
  })
})

describe('a secret', () => {
  const secret = new Secret(`yet-another-${randomBytes(9).toString('hex')}`)
  const shown = [
    ['String', () => String(secret)],
    ['a template', () => `${secret}`],
    ['a sum', () => ['', secret].reduce<string>((sum, one) => sum + one, '')],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspect', () => inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
    ['a format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['an error', () => inspect(new BaseError(`${secret}`, { cause: secret }))],
    ['its members', () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
    ['a copy', () => inspect({ ...secret })],
    ['a clone', () => inspect(structuredClone({ secret }))],
    ['a heap copy', () => serialize({ secret }).toString('latin1')],
    ['a list', () => [secret, secret].join(',')],
    ['a locale', () => secret.toLocaleString()],
  ] as const

  it.each(shown)('is not shown by %s', (_how, show) => {
    expect(show().includes(secret.reveal())).toBe(false)
    expect(secret.reveal()).toMatch(/^yet-another-/)
  })

  it('is equal to no text, and to another secret only by equals', () => {
    const same = new Secret(secret.reveal())
    expect((secret as unknown) === secret.reveal()).toBe(false)
    // biome-ignore lint/suspicious/noDoubleEquals: what somebody may write by accident
    expect((secret as unknown) == secret.reveal()).toBe(false)
    expect((secret as unknown) === same).toBe(false)
    expect(isDeepStrictEqual(secret, same)).toBe(false)
    expect(isDeepStrictEqual({ secret }, { secret })).toBe(true)
    expect(secret.equals(same)).toBe(true)
    expect(secret.equals(new Secret('something else'))).toBe(false)
  })
})
