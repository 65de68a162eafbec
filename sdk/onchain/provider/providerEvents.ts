import type { EIP1193EventMap } from 'viem'

type EventName = keyof EIP1193EventMap
type Listener<event extends EventName> = EIP1193EventMap[event]

/** The events of EIP-1193, as Node's emitters offer them. */
export type ProviderEvents = {
  on<event extends EventName>(event: event, listener: Listener<event>): void
  removeListener<event extends EventName>(event: event, listener: Listener<event>): void
}

/** Emits them. */
export type ProviderEmitter = ProviderEvents & {
  emit<event extends EventName>(event: event, ...args: Parameters<Listener<event>>): void
}

/** An emitter without listeners. A listener that throws disturbs neither the request nor the others: its error goes to the host. */
export function createProviderEmitter(): ProviderEmitter {
  const listeners = new Map<EventName, ((...args: never) => void)[]>()
  return {
    on(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
    removeListener(event, listener) {
      const left = (listeners.get(event) ?? []).filter((each) => each !== listener)
      listeners.set(event, left)
    },
    emit(event, ...args) {
      for (const listener of listeners.get(event) ?? []) {
        try {
          listener(...(args as never))
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
