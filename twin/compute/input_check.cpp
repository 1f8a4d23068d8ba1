#include "twin/compute/input_check.h"

#include "twin/support/number_text.h"

namespace twin::compute {

InputCheck& InputCheck::within(std::string_view name, double value, double min, double max)
{
    if (m_reason.empty() && !(value >= min && value <= max)) {
        m_reason = std::string(name) + " is " + exactText(value) + ", not within " + exactText(min) + " to " +
                   exactText(max);
    }
    return *this;
}

InputCheck& InputCheck::require(bool holds, std::string_view reason)
{
    if (m_reason.empty() && !holds) {
        m_reason = reason;
    }
    return *this;
}

Result<> InputCheck::result() const
{
    if (!m_reason.empty()) {
        return failure(ErrorCode::BadInput, m_reason);
    }
    return {};
}

} // namespace twin::compute
