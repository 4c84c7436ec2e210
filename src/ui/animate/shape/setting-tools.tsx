import { For, Show } from 'solid-js';
import { formatPercent } from '../../../i18n/format';
import { t } from '../../../i18n/locale';
import {
  ATMOSPHERE_KINDS,
  CAMERA_KINDS,
  type AtmosphereKind,
  type CameraKind,
  type CameraMove,
} from '../../../shared/atmosphere';
import {
  SPEED_RANGE,
  STRENGTH_RANGE,
  WIND_RANGE,
  editedCamera,
  effectStrength,
  sliderValue,
} from '../../../shared/motion-edit/edits';
import { withSetting, type SliderKind } from '../../../state/shape-document';
import { change, ownAir, ownCamera, shapeDocument } from '../../../state/shaping';
import { AmountSlider } from '../../shared/amount-slider';
import { ChoiceRow } from '../../shared/choice-row';

const RANGES = { strength: STRENGTH_RANGE, speed: SPEED_RANGE, wind: WIND_RANGE } as const;
/** What an effect or a camera begins with when it is chosen. */
const USUAL_STRENGTH = 0.5;

const edits = () => shapeDocument().edits;

/** How far, how fast, how windy. */
export function FeelTool() {
  return (
    <div class="tool">
      <For each={['strength', 'speed', 'wind'] as const}>
        {(kind: SliderKind) => (
          <AmountSlider
            label={t(`shape.feel.${kind}`)}
            min={RANGES[kind].min}
            max={RANGES[kind].max}
            step={0.05}
            value={sliderValue(edits(), kind)}
            text={formatPercent(sliderValue(edits(), kind))}
            onChange={(value) => change(kind, withSetting(edits(), { kind, value }), true)}
          />
        )}
      </For>
    </div>
  );
}

/** Quarter turns, in the order in which they are offered. */
const PAN_WAYS = ['left', 'up', 'right', 'down'] as const;
const PAN_ANGLES = { right: 0, down: Math.PI / 2, left: Math.PI, up: -Math.PI / 2 } as const;

/** What the camera does. */
export function CameraTool() {
  const camera = () => editedCamera(edits(), ownCamera());
  const set = (next: Partial<CameraMove>, coalesce: boolean) =>
    change(
      coalesce ? 'camera-strength' : 'camera',
      withSetting(edits(), { kind: 'camera', camera: { ...camera(), ...next } }),
      coalesce,
    );
  const choose = (kind: CameraKind) =>
    set({ kind, strength: kind === 'none' ? 0 : camera().strength || USUAL_STRENGTH }, false);
  const panWay = () =>
    PAN_WAYS.find((way) => Math.abs(PAN_ANGLES[way] - camera().angleRadians) < 0.1) ?? 'right';
  return (
    <div class="tool tool-camera">
      <ChoiceRow
        label={t('shape.camera.label')}
        quiet
        names={CAMERA_KINDS}
        value={camera().kind}
        text={(name) => t(`shape.camera.${name}`)}
        onChange={choose}
      />
      <Show when={camera().kind !== 'none'}>
        <AmountSlider
          label={t('shape.camera.strength')}
          min={0.1}
          max={1}
          step={0.05}
          value={camera().strength}
          text={formatPercent(camera().strength)}
          onChange={(strength) => set({ strength }, true)}
        />
      </Show>
      <Show when={camera().kind === 'pan'}>
        <ChoiceRow
          label={t('shape.camera.way')}
          names={PAN_WAYS}
          value={panWay()}
          text={(way) => <span aria-label={t(`shape.direction.ways.${way}`)}>{ARROWS[way]}</span>}
          onChange={(way) => set({ angleRadians: PAN_ANGLES[way] }, false)}
        />
      </Show>
    </div>
  );
}

const ARROWS = { left: '←', up: '↑', right: '→', down: '↓' } as const;

/** Light and weather: off unless the person, or the prompt, asks. */
export function AirTool() {
  const strength = (effect: AtmosphereKind) => effectStrength(edits(), ownAir(), effect);
  const set = (effect: AtmosphereKind, value: number, coalesce: boolean) =>
    change(`effect-${effect}`, withSetting(edits(), { kind: 'effect', effect, strength: value }), coalesce);
  const chosen = () => ATMOSPHERE_KINDS.filter((effect) => strength(effect) > 0);
  return (
    <div class="tool">
      <p class="tool-hint" id="air-hint">
        {t('shape.air.hint')}
      </p>
      <ul class="chips chips-wrap" aria-label={t('shape.air.label')}>
        <For each={ATMOSPHERE_KINDS}>
          {(effect) => (
            <li>
              <button
                type="button"
                class="chip"
                aria-pressed={strength(effect) > 0}
                onClick={() => set(effect, strength(effect) > 0 ? 0 : USUAL_STRENGTH, false)}
              >
                {t(`shape.air.effects.${effect}`)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <For each={chosen()}>
        {(effect) => (
          <AmountSlider
            label={t(`shape.air.effects.${effect}`)}
            min={0.05}
            max={1}
            step={0.05}
            value={strength(effect)}
            text={formatPercent(strength(effect))}
            onChange={(value) => set(effect, value, true)}
          />
        )}
      </For>
    </div>
  );
}
