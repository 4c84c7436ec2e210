import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { switchLocale } from './i18n/locale';
import { testAuthority, testLeaf } from './provenance/own-certificate.test-support';
import { forgetDeviceIdentity } from './provenance/identity';
import { dropOwnCertificate } from './provenance/signing-identity';
import {
  filmLabel,
  setChineseLabel,
  setLabelCorner,
  setLabelStyle,
  setTraining,
  training,
} from './state/marking';
import { SettingsView } from './ui/settings/settings-view';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/formats.css';

let dispose: () => void;
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  await switchLocale('en');
  await forgetDeviceIdentity();
  await dropOwnCertificate();
  setLabelCorner('bottom-right');
  setLabelStyle('dark');
  setChineseLabel(false);
  setTraining('notAllowed');
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(() => <SettingsView quiet />, root);
  dispose = () => {
    unmount();
    root.remove();
  };
});

afterEach(() => dispose());

describe('Settings', () => {
  it('moves and restyles the label, adds Chinese, and offers no way to leave it out', async () => {
    expect(filmLabel('AI-generated')).toEqual({
      text: 'AI-generated',
      corner: 'bottom-right',
      style: 'dark',
    });
    await userEvent.click(page.getByText('Top left', { exact: true }));
    await userEvent.click(page.getByText('Light', { exact: true }));
    await userEvent.click(page.getByRole('checkbox', { name: /Chinese/ }));
    expect(filmLabel('AI-generated')).toEqual({
      text: 'AI-generated AI生成',
      corner: 'top-left',
      style: 'light',
    });
    await expect.element(page.getByRole('img', { name: /label/ })).toHaveTextContent('AI-generated AI生成');
    const panel = document.querySelector('[aria-labelledby=settings-label]')!;
    expect(panel.querySelectorAll('input[type=checkbox]')).toHaveLength(1);
    // The label in Chinese or Japanese already says it.
    expect(filmLabel('AI生成').text).toBe('AI生成');
  });

  it('makes, shows and replaces the key of this device', async () => {
    await userEvent.click(button('Make it now'));
    const fingerprint = () => document.querySelector('.fingerprint')?.textContent ?? '';
    await expect.poll(fingerprint, { timeout: 20_000 }).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const first = fingerprint();
    await userEvent.click(button('Make a new key'));
    await userEvent.click(button('Keep it'));
    expect(fingerprint()).toBe(first);
    await userEvent.click(button('Make a new key'));
    await userEvent.click(button('Replace the key'));
    await expect.poll(fingerprint, { timeout: 20_000 }).not.toBe(first);
    await expect.element(page.getByText('A new key is in use.')).toBeVisible();
  });

  it("takes a certificate of one's own, says what is wrong with another, and lets go of it", async () => {
    const authority = await testAuthority();
    const { certificate, key } = await testLeaf(authority);
    await userEvent.click(page.getByText('Sign with your own certificate'));
    const give = async (...texts: string[]) => {
      const transfer = new DataTransfer();
      texts.forEach((text, index) => transfer.items.add(new File([text], `part-${index}.pem`)));
      const input = document.querySelector<HTMLInputElement>('.settings-more input[type=file]')!;
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await userEvent.click(button('Use it'));
    };
    await give(certificate);
    await expect.element(page.getByText(/There is no key in these files/)).toBeVisible();
    await give(certificate, key, authority.certificate.toString('pem'));
    await expect.element(page.getByText(/signed as Ann Example, with a certificate/)).toBeVisible();
    await userEvent.click(button('Remove the certificate'));
    await expect.element(page.getByText(/signs with its own key again/)).toBeVisible();
    await expect.element(button('Make it now')).toBeVisible();
  });

  it('says whether others may train on the film', async () => {
    expect(training()).toBe('notAllowed');
    await userEvent.click(page.getByText('Allowed', { exact: true }));
    expect(training()).toBe('allowed');
  });
});
