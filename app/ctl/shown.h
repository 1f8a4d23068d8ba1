#pragma once

#include "twin/scenario/figures.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

/// Values of an answer as a person reads them: three significant digits in the fitting unit, as the console
/// shows them (models/format). What is not known (null) is a dash. Any thread.
namespace app::ctl::shown {

using Json = nlohmann::ordered_json;

[[nodiscard]] std::string rate(const Json& bps);      ///< "1.12 Tb/s"
[[nodiscard]] std::string bytes(const Json& bytes);   ///< "10.0 TB"
[[nodiscard]] std::string flops(const Json& gflops);  ///< "5.84 PFLOPS"
[[nodiscard]] std::string percent(const Json& ratio); ///< "42.3 %"
/// Three digits behind the point, since it is the last ones that count: "99.938 %".
[[nodiscard]] std::string availability(const Json& ratio);
[[nodiscard]] std::string money(const Json& cny);   ///< "85,539.55 CNY"
[[nodiscard]] std::string count(const Json& whole); ///< "515,653"
[[nodiscard]] std::string number(const Json& value, std::string_view unit = {});
[[nodiscard]] std::string ms(const Json& milliseconds); ///< "7.34 ms"
/// Of a row with `latency_class_ms`: "5 ms".
[[nodiscard]] std::string latencyClass(const Json& row);
[[nodiscard]] std::string duration(const Json& seconds); ///< "820 ms", "35.4 s", "5 h 45 min"
/// Of the text of a moment, in UTC+8: "2026-01-02 11:27:55".
[[nodiscard]] std::string moment(const Json& text);
/// Identifiers of code as words: "pool_down" is "pool down".
[[nodiscard]] std::string words(const Json& text);
[[nodiscard]] std::string yesNo(const Json& value);
/// Text as it is; empty of null.
[[nodiscard]] std::string text(const Json& value);
/// "A, B, C … 7 in all".
[[nodiscard]] std::string list(const Json& texts);
/// Cards by pool: "P.1 × 400, P.2 × 400".
[[nodiscard]] std::string pools(const Json& placements);
/// One of several things: "1 link", "3 links".
[[nodiscard]] std::string counted(std::size_t number, const std::string& one, const std::string& many);

[[nodiscard]] std::string figure(const twin::scenario::Figure& figure);
/// What a figure is called, by its key.
[[nodiscard]] std::string figureName(const std::string& key);
/// By how much, with its sign; of percentages in points.
[[nodiscard]] std::string difference(twin::scenario::FigureUnit unit, double difference);

} // namespace app::ctl::shown
