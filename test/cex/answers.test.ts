import { describe, expect, it } from 'vitest'
import { answerText } from '../../sdk/cex/answers/answerText.ts'
import { codeRefusal } from '../../sdk/cex/answers/codeRefusal.ts'
import type { Json } from '../../sdk/cex/json.ts'
import { parseJson } from '../../sdk/cex/parseJson.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'

describe('answerText', () => {
  it('reads text, and numbers as they are written', () => {
    expect(answerText(parseJson('{"a":[{"b":12345678901234567890}]}'), 'a', 0, 'b')).toBe(
      '12345678901234567890',
    )
    expect(answerText({ a: 'text' }, 'a')).toBe('text')
    expect(answerText({ a: 5 }, 'a')).toBe('5')
  })

  it('reads nothing else', () => {
    for (const a of [null, true, [], {}]) expect(answerText({ a }, 'a')).toBe(undefined)
    expect(answerText({}, 'toString')).toBe(undefined)
    expect(answerText(undefined, 'a')).toBe(undefined)
  })
})

describe('codeRefusal', () => {
  const read = codeRefusal({ code: 'code', message: 'msg', done: ['0'] })

  it('reads a code that is no success', () => {
    expect(read({ code: 7, msg: 'no' })).toEqual({ code: '7', message: 'no' })
    expect(read({ code: '7' })).toEqual({ code: '7', message: '' })
  })

  it('reads no refusal out of a success, or an answer without a code', () => {
    expect(read({ code: '0', msg: 'ok' })).toBe(undefined)
    expect(read({ code: 0 })).toBe(undefined)
    expect(read([])).toBe(undefined)
  })
})

describe('refusals with status 200', () => {
  const cases: readonly [string, Json, string | undefined, string, Json][] = [
    [
      'bybit-v5',
      { retCode: 10004, retMsg: 'error sign!' },
      '10004',
      'error sign!',
      { retCode: 0, retMsg: 'OK' },
    ],
    [
      'okx-v5',
      { code: '50113', msg: 'Invalid Sign', data: [] },
      '50113',
      'Invalid Sign',
      { code: '0', data: [] },
    ],
    [
      'okx-v5',
      { code: '1', msg: 'All operations failed', data: [{ sCode: '51008', sMsg: 'Insufficient balance' }] },
      '51008',
      'Insufficient balance',
      { code: '2', data: [{ sCode: '0' }, { sCode: '51008' }] },
    ],
    [
      'kraken-spot',
      { error: ['WGeneral:Note', 'EAPI:Invalid nonce'] },
      'EAPI',
      'EAPI:Invalid nonce',
      { error: ['WGeneral:Note'], result: {} },
    ],
    [
      'kraken-futures',
      { result: 'error', error: 'authenticationError' },
      'authenticationError',
      'authenticationError',
      { result: 'success' },
    ],
    [
      'coinbase-advanced',
      { success: false, error_response: { error: 'INSUFFICIENT_FUND', message: 'Insufficient balance' } },
      'INSUFFICIENT_FUND',
      'Insufficient balance',
      { success: true, success_response: { order_id: '1' } },
    ],
    [
      'kucoin-spot',
      { code: '400005', msg: 'Invalid KC-API-SIGN' },
      '400005',
      'Invalid KC-API-SIGN',
      { code: '200000' },
    ],
    [
      'kucoin-futures',
      { code: '400005', msg: 'Invalid KC-API-SIGN' },
      '400005',
      'Invalid KC-API-SIGN',
      { code: '200000' },
    ],
    [
      'bitget-v2',
      { code: '40009', msg: 'sign signature error' },
      '40009',
      'sign signature error',
      { code: '00000' },
    ],
    [
      'htx-spot',
      { status: 'error', 'err-code': 'api-signature-not-valid', 'err-msg': 'Signature not valid' },
      'api-signature-not-valid',
      'Signature not valid',
      { status: 'ok', data: 1 },
    ],
    ['htx-spot', { code: 1003, message: 'unauthorized' }, '1003', 'unauthorized', { code: 200, data: 1 }],
    [
      'htx-linear',
      { status: 'error', err_code: 403, err_msg: 'Incorrect' },
      '403',
      'Incorrect',
      { status: 'ok' },
    ],
    ['mexc-spot', { code: 700002, msg: 'Signature' }, '700002', 'Signature', { orderId: '1' }],
    [
      'mexc-contract',
      { success: false, code: 602, message: 'Signature' },
      '602',
      'Signature',
      { success: true, code: 0 },
    ],
    ['bitfinex-v2', ['error', 10100, 'apikey: invalid'], '10100', 'apikey: invalid', [[1, 'x']]],
    [
      'bitfinex-v2',
      [1, 'on-req', null, null, [], null, 'ERROR', 'amount'],
      undefined,
      'amount',
      [1, 'on-req', null, null, [], null, 'SUCCESS', 'Submitted'],
    ],
    [
      'bitstamp-v2',
      { status: 'error', reason: 'Invalid', code: 'API0005' },
      'API0005',
      'Invalid',
      { id: '1' },
    ],
    [
      'bitstamp-v2',
      { status: 'error', reason: { __all__: ['Minimum'] } },
      undefined,
      'Minimum',
      { status: 'Open' },
    ],
    [
      'cryptocom-v1',
      { code: 40101, message: 'UNAUTHORIZED' },
      '40101',
      'UNAUTHORIZED',
      { code: 0, result: {} },
    ],
    ['poloniex-v3', { code: 21300, message: 'no' }, '21300', 'no', { code: 200 }],
    ['phemex', { code: 11001, msg: 'TE' }, '11001', 'TE', { code: 0, data: {} }],
    [
      'phemex',
      { error: { code: 6001, message: 'invalid' }, id: null },
      '6001',
      'invalid',
      { error: null, result: 1 },
    ],
    [
      'hyperliquid',
      { status: 'err', response: 'no agent' },
      undefined,
      'no agent',
      { status: 'ok', response: {} },
    ],
    [
      'hyperliquid',
      { status: 'ok', response: { data: { statuses: [{ error: 'a' }, { error: 'b' }] } } },
      undefined,
      'a',
      { status: 'ok', response: { data: { statuses: [{ error: 'a' }, { resting: { oid: 1 } }] } } },
    ],
    ['bingx', { code: 100001, msg: 'signature' }, '100001', 'signature', { code: 0 }],
    ['coinex-v2', { code: 4006, message: 'sign' }, '4006', 'sign', { code: 0, message: 'OK' }],
    ['woo-v3', { success: false, code: -1000, message: 'no' }, '-1000', 'no', { success: true }],
  ]

  it.each(cases)('%s', (id, refused, code, message, done) => {
    const venue = findVenue(id)
    expect(venue.refusalOf?.(refused)).toEqual({ code, message })
    expect(venue.refusalOf?.(done)).toBe(undefined)
  })
})
