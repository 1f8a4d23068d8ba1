#pragma once

#include "twin/support/result.h"

#include <string>
#include <string_view>

namespace twin::compute {

/// Checks what models are given, one after another; the first value outside its range is the error.
class InputCheck
{
  public:
    /// NaN is outside every range. `name` is what a user calls the value.
    InputCheck& within(std::string_view name, double value, double min, double max);
    InputCheck& require(bool holds, std::string_view reason);

    /// Errors: BadInput, naming value and range.
    [[nodiscard]] Result<> result() const;

  private:
    std::string m_reason; ///< empty: all is well so far
};

} // namespace twin::compute
