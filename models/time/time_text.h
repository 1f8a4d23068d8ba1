#pragma once

#include "twin/state/time_cursor.h"

#include <QString>

#include <optional>

/// Moments and ranges as people type and copy them, in UTC+8 whatever the machine's zone. Pure functions, any
/// thread.
namespace models::time_text {

/// A moment: `21:03`, `21:03:12`, `11-27 21:03`, `2026-11-27`, `2026-11-27 21:03:12` (or with `T`), `now`,
/// `now-5m` (s, m, h, d). A time of day without a date is its last occurrence before `now`, a date without a
/// year that of `now`. Nothing when it cannot be read.
[[nodiscard]] std::optional<twin::TimeNs> parseMoment(const QString& text, twin::TimeNs now);

/// Two moments with `..`, `–`, `—`, `~`, ` to ` or `至` between them; a time of day at the end is on the day
/// of the beginning, or on the next if it would lie before it. `now-15m` alone is a range up to now. Nothing
/// when it cannot be read, or ends before it begins.
[[nodiscard]] std::optional<twin::state::TimeRange> parseRange(const QString& text, twin::TimeNs now);

/// `2026-11-27 21:03:12 .. 2026-11-27 21:13:12`: what parseRange reads back.
[[nodiscard]] QString rangeText(const twin::state::TimeRange& range);

} // namespace models::time_text
