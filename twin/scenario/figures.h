#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/optimum.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace twin::scenario {

/// What a figure of a situation counts in.
enum class FigureUnit : std::uint8_t {
    Count,
    BitRate,    ///< b/s
    Ratio,      ///< 1 = all, or full
    Power,      ///< W
    CarbonRate, ///< kg an hour
    MoneyRate,  ///< CNY an hour
    Gflops,     ///< of the precision the key ends in
    Text,
};

/// One figure of a situation: what `scenario compare` and the console set side by side.
struct Figure
{
    std::string key; ///< as in JSON: `jobs_stopped`, `stranded_gflops_fp16`
    FigureUnit unit = FigureUnit::Count;
    std::variant<std::uint64_t, double, std::string> value;

    /// NaN of a text.
    [[nodiscard]] double number() const;
    /// Empty of a number.
    [[nodiscard]] std::string text() const;
};

/// All figures, in the order they are shown: the totals (precisions of which there is nothing left out; what
/// is stranded for all that are in service, 0 too), the latency circles where they were asked for, and the
/// worst cut and the best routing where they are known.
/// @param n1, optimum null: not known
[[nodiscard]] std::vector<Figure> figuresOf(const Situation& situation, const N1Table* n1,
                                            const Optimum* optimum = nullptr);

/// The one with this key, or null.
[[nodiscard]] const Figure* figureNamed(const std::vector<Figure>& figures, const std::string& key);

/// The keys of all of them, in the order of the first that has each; those of one family (a precision only
/// some have) stay together.
[[nodiscard]] std::vector<std::string> figureKeys(const std::vector<std::vector<Figure>>& columns);

} // namespace twin::scenario
