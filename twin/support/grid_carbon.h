#pragma once

namespace twin {

/// What a kilowatt-hour of the grid emits, g CO2: the national average of China for 2023, 0.5306 kg/kWh,
/// published by the Ministry of Ecology and Environment and the National Bureau of Statistics (emission
/// factors of electricity of 2023). The only factor there is: every figure of carbon starts from it.
inline constexpr double kGridCarbon_gPerKwh = 530.6;
/// The same in kilogrammes, to the last digit: a thousandth of a binary number is not.
inline constexpr double kGridCarbon_kgPerKwh = 0.5306;
static_assert(kGridCarbon_kgPerKwh * 1'000 - kGridCarbon_gPerKwh < 1e-9 &&
              kGridCarbon_gPerKwh - kGridCarbon_kgPerKwh * 1'000 < 1e-9);

} // namespace twin
