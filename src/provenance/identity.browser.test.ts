import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  deviceIdentity,
  deviceRoots,
  existingDeviceIdentity,
  forgetDeviceIdentity,
  releaseDeviceIdentity,
  rootPem,
  rotateDeviceIdentity,
} from './identity';

beforeEach(forgetDeviceIdentity);
afterEach(() => {
  vi.restoreAllMocks();
  releaseDeviceIdentity();
});

describe('deviceIdentity', () => {
  it('outlives a reload and can still sign', async () => {
    const first = await deviceIdentity();
    releaseDeviceIdentity();
    const second = await deviceIdentity();
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(second.leaf).toEqual(first.leaf);
    expect(second.kept).toBe(true);
    const data = new TextEncoder().encode('claim');
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, second.privateKey, data);
    const key = await new x509.X509Certificate(first.leaf).publicKey.export();
    expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data)).toBe(true);
  });

  it('never lets the private key out', async () => {
    const { privateKey } = await deviceIdentity();
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
  });

  it("has a leaf of C2PA's profile under its own root, for ten years", async () => {
    const identity = await deviceIdentity();
    const leaf = new x509.X509Certificate(identity.leaf);
    const root = new x509.X509Certificate(identity.root);
    expect(await leaf.verify({ publicKey: root.publicKey, date: new Date() })).toBe(true);
    expect(await root.isSelfSigned()).toBe(true);
    expect(leaf.getExtension(x509.BasicConstraintsExtension)).toMatchObject({ ca: false });
    expect(root.getExtension(x509.BasicConstraintsExtension)).toMatchObject({ ca: true });
    expect(leaf.getExtension(x509.KeyUsagesExtension)).toMatchObject({
      critical: true,
      usages: x509.KeyUsageFlags.digitalSignature,
    });
    expect(leaf.getExtension(x509.ExtendedKeyUsageExtension)?.usages).toEqual(['1.3.6.1.5.5.7.3.36']);
    expect(leaf.getExtension(x509.AuthorityKeyIdentifierExtension)).toBeTruthy();
    const years = (identity.validUntil.getTime() - Date.now()) / (365.25 * 24 * 3600 * 1000);
    expect(years).toBeGreaterThan(9.9);
    expect(years).toBeLessThan(10.01);
  });

  it('exports its public root, by the fingerprint that is shown', async () => {
    const identity = await deviceIdentity();
    const pem = rootPem(identity);
    expect(pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(pem).not.toContain('PRIVATE');
    const digest = await new x509.X509Certificate(pem).getThumbprint('SHA-256');
    const hex = Array.from(new Uint8Array(digest), (byte) =>
      byte.toString(16).padStart(2, '0').toUpperCase(),
    );
    expect(identity.fingerprint).toBe(hex.join(':'));
  });

  it('is made anew after it was forgotten, and looking for it makes none', async () => {
    const first = await deviceIdentity();
    await forgetDeviceIdentity();
    expect(await existingDeviceIdentity()).toBeUndefined();
    expect((await deviceIdentity()).fingerprint).not.toBe(first.fingerprint);
    releaseDeviceIdentity();
    expect(await existingDeviceIdentity()).toBeDefined();
  });

  it('lives in memory alone where the browser keeps nothing', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('closed', 'SecurityError');
    });
    const first = await deviceIdentity();
    expect(first.kept).toBe(false);
    expect((await deviceIdentity()).fingerprint).toBe(first.fingerprint);
  });

  it('remembers the roots of replaced keys, where the browser keeps something and where it does not', async () => {
    const first = await deviceIdentity();
    const second = await rotateDeviceIdentity();
    expect(second.fingerprint).not.toBe(first.fingerprint);
    releaseDeviceIdentity();
    const [now, ...former] = await deviceRoots();
    expect(now).toEqual(second.root);
    expect(former).toContainEqual(first.root);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('closed', 'InvalidStateError');
    });
    const third = await rotateDeviceIdentity();
    expect(third.kept).toBe(false);
    const fourth = await rotateDeviceIdentity();
    const roots = await deviceRoots();
    for (const identity of [first, second, third, fourth]) expect(roots).toContainEqual(identity.root);
  });

  it('remembers the root of a key whose certificate has run out', async () => {
    const old = await deviceIdentity();
    releaseDeviceIdentity();
    vi.spyOn(Date, 'now').mockReturnValue(old.validUntil.getTime() + 1);
    const next = await deviceIdentity();
    expect(next.fingerprint).not.toBe(old.fingerprint);
    expect(await deviceRoots()).toContainEqual(old.root);
  });

  it('says when there is no room', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(deviceIdentity()).rejects.toMatchObject({ code: 'storage-full' });
  });
});
