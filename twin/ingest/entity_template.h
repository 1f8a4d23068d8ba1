#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/support/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

/// An identifier made of labels: text and `{label}`, `{first,second}` (the first that is there),
/// `{label|host}` (without a port), `{label|lower}` (ASCII).
class EntityTemplate
{
  public:
    /// Errors: BadInput (braces that do not pair, no label, an unknown filter).
    [[nodiscard]] static Result<EntityTemplate> parse(std::string_view text);

    /// Errors: NotFound, naming the labels of which there is none.
    [[nodiscard]] Result<std::string> render(const SeriesDescription& series) const;

  private:
    enum class Filter : std::uint8_t { None, Host, Lower };

    struct Part
    {
        std::string text; ///< literal, if there are no labels
        std::vector<std::string> labels;
        Filter filter = Filter::None;
    };

    [[nodiscard]] static Result<Part> parsePlace(std::string_view place);
    [[nodiscard]] static std::string filtered(std::string_view value, Filter filter);

    std::vector<Part> m_parts;
};

} // namespace twin::ingest
