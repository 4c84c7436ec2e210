import { Slider } from '@kobalte/core/slider';

/** A slider with its name and its value in words. */
export function AmountSlider(props: {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** The value in words. */
  text: string;
  onChange: (value: number) => void;
}) {
  return (
    <Slider
      class="slider"
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      value={[props.value]}
      onChange={([value]) => {
        if (value !== undefined && value !== props.value) props.onChange(value);
      }}
      getValueLabel={() => props.text}
    >
      <div class="option-head">
        <Slider.Label class="option-label">{props.label}</Slider.Label>
        <Slider.ValueLabel class="option-value" />
      </div>
      <Slider.Track class="slider-track">
        <Slider.Fill class="slider-fill" />
        {/* No hidden input within: readers would meet the same slider twice. */}
        <Slider.Thumb class="slider-thumb" aria-valuetext={props.text} />
      </Slider.Track>
    </Slider>
  );
}
