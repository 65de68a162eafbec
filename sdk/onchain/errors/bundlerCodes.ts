/** One JSON-RPC code, explained. */
export type BundlerCode = { readonly meaning: string; readonly advice: string }

/** JSON-RPC codes of bundlers (ERC-7769) and of JSON-RPC itself, as far as they say anything. */
export const BUNDLER_CODES: { readonly [code: number]: BundlerCode } = {
  [-32500]: {
    meaning: "The account's validation, or its deployment, was refused by the EntryPoint.",
    advice: 'The code and the reason in the message say what it was.',
  },
  [-32501]: {
    meaning: "The paymaster's validation was refused by the EntryPoint.",
    advice: 'Ask the paymaster again, take another one, or none.',
  },
  [-32502]: {
    meaning: 'Validation breaks a rule of ERC-7562.',
    advice: 'Take the direct path, or a private bundler that does not enforce the rules.',
  },
  [-32503]: {
    meaning: 'The window of the operation has not begun, or is over too soon.',
    advice: 'Wait, or grant again with a later end; the direct path needs no margin.',
  },
  [-32504]: {
    meaning: 'Account, factory or paymaster is throttled or banned by this bundler.',
    advice: 'Too many of its operations failed in bundles. Wait, or take another bundler or the direct path.',
  },
  [-32505]: {
    meaning: 'Account, factory or paymaster has too little stake, or may withdraw it too soon.',
    advice:
      'Stake it at the EntryPoint, or avoid what needs the stake: deploy the account before its first use.',
  },
  [-32506]: {
    meaning: 'The bundler does not know the aggregator of the operation.',
    advice: 'The module uses no aggregator: another validator was asked. Check the nonce key.',
  },
  [-32507]: {
    meaning: 'The signature of the account or of the paymaster is not valid for this operation.',
    advice: 'Prepare and sign again: whatever changes after signing needs a new signature.',
  },
  [-32508]: {
    meaning: "The paymaster's deposit does not cover what it has in the mempool.",
    advice: 'Whoever runs the paymaster has to deposit more; or take another one, or none.',
  },
  [-32521]: {
    meaning: 'The calls of the operation reverted when they were simulated.',
    advice:
      'The reason in the message is of the account or of what it calls; `simulateUse` tells it beforehand.',
  },
  [-32601]: {
    meaning: 'The endpoint does not know the method.',
    advice: 'Is it a bundler? `eth_sendUserOperation` goes to a bundler, ordinary requests to a node.',
  },
  [-32602]: {
    meaning: 'A field of the operation is missing, of a wrong form, or outside what the bundler takes.',
    advice: 'The message names it. A bundler that expects another EntryPoint version expects other fields.',
  },
  [-32603]: {
    meaning: 'The endpoint failed by itself.',
    advice: 'Look whether something was sent, and try again later or elsewhere.',
  },
  [-32005]: {
    meaning: 'The endpoint takes no more requests for now.',
    advice: 'Wait before the next one; ask for a higher limit.',
  },
}
