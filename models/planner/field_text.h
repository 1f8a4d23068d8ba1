#pragma once

#include "twin/scenario/command.h"

#include <QString>

#include <optional>

/// Numbers, rates and moments as people type them into a form, exactly: what is read is written back the
/// same. Numbers go through their decimal digits, never through a binary fraction. Pure functions, any
/// thread.
namespace models::field_text {

/// A decimal number as JSON writes it (`-0.5`, `400`), without zeros that say nothing; none when `typed` is
/// no plain decimal number of at most 40 digits.
[[nodiscard]] std::optional<QString> plainNumber(const QString& typed);
/// The number times 10^power. Precondition: as plainNumber gives it.
[[nodiscard]] QString shifted(const QString& number, int power);
/// The shortest digits that are this double.
[[nodiscard]] QString digits(double value);
[[nodiscard]] bool isWhole(const QString& number);

/// `400 Gb/s`, `3.2T`, `10 Mb/s`, `5 b/s`; without a unit Gb/s. Gives b/s.
[[nodiscard]] std::optional<QString> rateFromText(const QString& typed);
/// In the unit that fits: `3.2 Tb/s`.
[[nodiscard]] QString rateText(const QString& bps);

/// A moment (twin::parseMoment, UTC+8), or a time from the scenario's beginning on: `+1:30`, `+0:00:01.5`,
/// `+90m` (s, m, h, d). None when it cannot be read or is beyond what files take.
[[nodiscard]] std::optional<twin::scenario::Moment> momentFromText(const QString& typed);
/// `2026-11-27 03:12:00` or `+01:30:00`.
[[nodiscard]] QString momentText(const twin::scenario::Moment& moment);

} // namespace models::field_text
