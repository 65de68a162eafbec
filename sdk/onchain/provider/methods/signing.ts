import { hexToBytes, isHex } from 'viem'
import * as z from 'zod'
import { MessageNotGrantedError } from '../../../errors/contractMessage.ts'
import { checkSender } from '../checkSender.ts'
import { addressParameter, readParameters } from '../parameters.ts'
import { type Method, selectedHolder } from '../providerContext.ts'
import { readTypedData } from '../typedDataParameter.ts'

const personalSignParameters = z.tuple([z.string(), addressParameter], z.unknown())
const typedDataParameters = z.tuple([addressParameter, z.unknown()])

/** Messages in the account's name, answered with the signature that its ERC-1271 stands by. */
export const signingMethods: Readonly<Record<string, Method>> = {
  personal_sign: async (context, params) => {
    const [data, from] = readParameters(personalSignParameters, params)
    checkSender(context, from)
    const { signature } = await selectedHolder(context).signMessage({ message: textOf(data) })
    return signature
  },
  eth_signTypedData_v4: async (context, params) => {
    const [from, data] = readParameters(typedDataParameters, params)
    checkSender(context, from)
    const { signature } = await selectedHolder(context).signMessage({ message: readTypedData(data) })
    return signature
  },
}

/** The text that an application hands over as bytes. A grant allows texts only. */
function textOf(data: string): string {
  if (!isHex(data) || data.length % 2 !== 0) return data
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(hexToBytes(data))
  } catch (cause) {
    throw Object.assign(new MessageNotGrantedError({ reason: 'It is no text.' }), { cause })
  }
}
