/** The name of this watermark in a C2PA soft-binding assertion. Not on the C2PA's list of algorithms; docs/watermark.md describes it. */
export const SOFT_BINDING_ALGORITHM = 'org.stillwake.watermark.1';

/** Of the payload's layout and the code book. */
export const WATERMARK_VERSION = 1;

/** Bits that a watermark carries: 4 of version, 60 of a random id. */
export const PAYLOAD_BITS = 64;
/** Check bits behind the payload. */
export const CHECK_BITS = 24;
/** What the error-correcting code protects. */
export const MESSAGE_BITS = PAYLOAD_BITS + CHECK_BITS;

/** A payload, read apart. */
export interface WatermarkPayload {
  version: number;
  /** 15 lower-case hexadecimal digits. */
  id: string;
}

const HEX_DIGITS = PAYLOAD_BITS / 4;

/** A payload of this version with a random id: 16 lower-case hexadecimal digits, the first of them the version. */
export function randomPayload(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(HEX_DIGITS / 2));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return WATERMARK_VERSION.toString(16) + hex.slice(1);
}

/** Version and id of a payload, or undefined where the text is none of ours. */
export function parsePayload(payload: string): WatermarkPayload | undefined {
  if (!/^[0-9a-f]{16}$/.test(payload)) return undefined;
  const version = Number.parseInt(payload[0]!, 16);
  return version === WATERMARK_VERSION ? { version, id: payload.slice(1) } : undefined;
}

/**
 * Payload and check bits as they are coded, most significant bit first.
 * @returns {@link MESSAGE_BITS} zeros and ones
 * Throws RangeError for anything but 16 hexadecimal digits.
 */
export function messageOf(payload: string): Uint8Array {
  if (!/^[0-9a-f]{16}$/.test(payload)) throw new RangeError('a payload is 16 hexadecimal digits');
  const message = new Uint8Array(MESSAGE_BITS);
  for (let i = 0; i < PAYLOAD_BITS; i++) {
    message[i] = (Number.parseInt(payload[i >> 2]!, 16) >> (3 - (i & 3))) & 1;
  }
  writeCheck(message);
  return message;
}

/** The payload of a decoded message, or undefined where its check bits or its version don't hold. */
export function payloadOf(message: Uint8Array): string | undefined {
  const again = message.slice();
  writeCheck(again);
  if (message.some((bit, i) => bit !== again[i])) return undefined;
  let payload = '';
  for (let digit = 0; digit < HEX_DIGITS; digit++) {
    let value = 0;
    for (let bit = 0; bit < 4; bit++) value = 2 * value + message[4 * digit + bit]!;
    payload += value.toString(16);
  }
  return parsePayload(payload) ? payload : undefined;
}

/** CRC-24/OPENPGP (RFC 9580, section 6.1): polynomial 0x864cfb, start 0xb704ce. */
function writeCheck(message: Uint8Array): void {
  let crc = 0xb704ce;
  for (let i = 0; i < PAYLOAD_BITS; i++) {
    const top = (crc >>> 23) & 1;
    crc = (crc << 1) & 0xffffff;
    if (top !== message[i]!) crc ^= 0x864cfb;
  }
  for (let i = 0; i < CHECK_BITS; i++) message[PAYLOAD_BITS + i] = (crc >>> (CHECK_BITS - 1 - i)) & 1;
}
