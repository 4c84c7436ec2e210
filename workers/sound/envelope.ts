import { GLOW_HARMONICS, MOVING_THRESHOLD, SPECTRUM_HARMONICS, type Motion } from '../../src/shared/motion';

/** How a Motion's strength runs over its loop: what the sound follows. Curves are closed and evenly spaced in time. */
export interface MotionEnvelope {
  loopSeconds: number;
  /** Mean speed of what moves, short sides per second. */
  speed: Float32Array<ArrayBuffer>;
  /** Root mean square of the glow's rate of change, per second. */
  flicker: Float32Array<ArrayBuffer>;
  /** Mean of `speed` over the loop. */
  meanSpeed: number;
}

/** Points of a curve: 8 for each period of the fastest thing there is, a speed's second harmonic. */
const STEPS = 16 * SPECTRUM_HARMONICS;

/**
 * Measures a Motion: at each step the speed of every moving cell, |drift + du/dt|, weighed by `moving` (Motion's formula:
 * u = sum_k re_k cos(w_k t) - im_k sin(w_k t), so du/dt = -sum_k w_k (re_k sin(w_k t) + im_k cos(w_k t))).
 */
export function measureEnvelope(motion: Motion): MotionEnvelope {
  const cells = motion.grid.height * motion.grid.width;
  const moving: number[] = [];
  let weight = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (motion.moving[cell]! < MOVING_THRESHOLD) continue;
    moving.push(cell);
    weight += motion.moving[cell]!;
  }
  const speed = new Float32Array(STEPS);
  const flicker = new Float32Array(STEPS);
  const loopSeconds = motion.durationSeconds;
  for (let step = 0; step < STEPS && weight > 0; step++) {
    const spectrumFactors = rateFactors(SPECTRUM_HARMONICS, step / STEPS, loopSeconds);
    const glowFactors = rateFactors(GLOW_HARMONICS, step / STEPS, loopSeconds);
    let speedSum = 0;
    let flickerSum = 0;
    for (const cell of moving) {
      const certainty = motion.moving[cell]!;
      let x = motion.drift[cell]!;
      let y = motion.drift[cells + cell]!;
      spectrumFactors.forEach(([ofRe, ofIm], harmonic) => {
        const base = 4 * harmonic * cells + cell;
        x += ofRe * motion.spectrum[base]! + ofIm * motion.spectrum[base + cells]!;
        y += ofRe * motion.spectrum[base + 2 * cells]! + ofIm * motion.spectrum[base + 3 * cells]!;
      });
      speedSum += certainty * Math.sqrt(x * x + y * y);
      glowFactors.forEach(([ofRe, ofIm], harmonic) => {
        // green stands for all three: it carries most of the brightness
        const base = (6 * harmonic + 2) * cells + cell;
        flickerSum += certainty * (ofRe * motion.glow[base]! + ofIm * motion.glow[base + cells]!) ** 2;
      });
    }
    speed[step] = speedSum / weight;
    flicker[step] = Math.sqrt(flickerSum / weight);
  }
  return { loopSeconds, speed, flicker, meanSpeed: mean(speed) };
}

/** A curve brought to 0..1, and how far it is to be trusted (0 where it hardly changes, 1 where it swings by a fifth or more about its mean). */
export interface Swell {
  at: (seconds: number) => number;
  trust: number;
  /** Times within the loop at which it peaks, at least `spacing` apart; empty without trust. */
  peaks: (spacingSeconds: number) => number[];
}

/** Swings below these are the measurement's own ripple; above the second they are the motion's plain will. */
const RIPPLE = 0.01;
const PLAIN = 0.2;

/** The swell of a curve of {@link MotionEnvelope}. */
export function swellOf(curve: Float32Array, loopSeconds: number): Swell {
  const least = Math.min(...curve);
  const most = Math.max(...curve);
  const depth = most > 0 ? (most - least) / (most + least) : 0;
  const trust = Math.min(1, Math.max(0, (depth - RIPPLE) / (PLAIN - RIPPLE)));
  const values = trust > 0 ? curve.map((value) => (value - least) / (most - least)) : curve.map(() => 0.5);
  const at = (seconds: number) => {
    const place = (((seconds / loopSeconds) % 1) + 1) % 1;
    const index = Math.floor(place * values.length) % values.length;
    const fraction = place * values.length - Math.floor(place * values.length);
    return values[index]! + fraction * (values[(index + 1) % values.length]! - values[index]!);
  };
  const peaks = (spacingSeconds: number): number[] => {
    if (trust === 0) return [];
    const order = Array.from(values.keys())
      .filter((index) => {
        const before = values[(index + values.length - 1) % values.length]!;
        return values[index]! >= before && values[index]! > values[(index + 1) % values.length]!;
      })
      .sort((a, b) => values[b]! - values[a]!);
    const chosen: number[] = [];
    for (const index of order) {
      const seconds = (index * loopSeconds) / values.length;
      const isApart = chosen.every((other) => {
        const distance = Math.abs(other - seconds);
        return Math.min(distance, loopSeconds - distance) >= spacingSeconds;
      });
      if (isApart && (chosen.length === 0 || values[index]! > 0.25)) chosen.push(seconds);
    }
    return chosen.sort((a, b) => a - b);
  };
  return { at, trust, peaks };
}

/** For each harmonic the factors of re and im in the rate of change at a phase (0..1) of the loop. */
function rateFactors(harmonics: number, phase: number, loopSeconds: number): [number, number][] {
  return Array.from({ length: harmonics }, (_, index) => {
    const angularSpeed = (2 * Math.PI * (index + 1)) / loopSeconds;
    const angle = 2 * Math.PI * (index + 1) * phase;
    return [-angularSpeed * Math.sin(angle), -angularSpeed * Math.cos(angle)];
  });
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
