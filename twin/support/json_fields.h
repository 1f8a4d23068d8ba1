#pragma once

#include "twin/support/result.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin {

/// Bytes a text or name in such a document may have.
inline constexpr std::size_t kMaxJsonText = 256;

class JsonFields;

/// A JSON text somebody wrote, and the first thing that is wrong with it, with its line.
class JsonDocument
{
  public:
    /// @param bytes must outlive it
    /// @param what  it is, in refusals: "a mapping"
    JsonDocument(std::string_view bytes, std::string file, std::string what)
        : m_bytes(bytes)
        , m_file(std::move(file))
        , m_what(std::move(what))
    {}

    /// Errors: BadInput (no JSON, no object, a name over 256 bytes or twice in one object).
    [[nodiscard]] Result<> open();
    [[nodiscard]] JsonFields root();

    /// Notes what is wrong at a JSON pointer; the first stays.
    void fail(const std::string& pointer, const std::string& reason);

    /// Precondition: something failed.
    [[nodiscard]] const Error& error() const { return *m_error; }

    /// The field of the document itself in which something failed; empty: nothing did, or the document as
    /// such.
    [[nodiscard]] const std::string& failedField() const { return m_failedField; }

  private:
    std::string_view m_bytes;
    std::string m_file;
    std::string m_what;
    nlohmann::json m_json;
    std::optional<Error> m_error;
    std::string m_failedField;
};

/// The fields of one object (or the items of one list, by number) of a document. Readers are false when
/// the field is missing or of another type; `fail` notes why with the field's line and is false itself.
class JsonFields
{
  public:
    JsonFields(JsonDocument& document, const nlohmann::json& json, std::string pointer)
        : m_document(document)
        , m_json(json)
        , m_pointer(std::move(pointer))
    {}

    [[nodiscard]] bool has(const std::string& name) const { return m_json.contains(name); }

    /// Precondition: has(name).
    [[nodiscard]] const nlohmann::json& value(const std::string& name) const { return m_json.at(name); }

    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] JsonFields inside(const std::string& name) const;
    bool fail(const std::string& name, const std::string& wanted);
    /// Fails at the first field that is not one of `known`.
    bool onlyKnows(std::initializer_list<std::string_view> known);

    bool text(const std::string& name, std::string& out) const;
    /// One text or a list of them.
    bool texts(const std::string& name, std::vector<std::string>& out) const;
    bool number(const std::string& name, double& out) const; ///< finite
    /// A whole number from 0 to 2^64 - 1 (to 2^53 when it is written with a point or an exponent).
    bool whole(const std::string& name, std::uint64_t& out) const;
    // These fail themselves; a field that is missing leaves `out` as it is.
    bool optionalFlag(const std::string& name, bool& out);
    bool optionalNumber(const std::string& name, double& out);

    template <typename Value, std::size_t N>
    bool optionalWord(const std::string& name, const std::array<std::pair<std::string_view, Value>, N>& words,
                      Value& out)
    {
        if (!has(name)) {
            return true;
        }
        std::string given;
        std::string list;
        const bool isText = text(name, given);
        for (const auto& [word, meaning] : words) {
            if (isText && word == given) {
                out = meaning;
                return true;
            }
            list += (list.empty() ? "" : ", ") + std::string(word);
        }
        return fail(name, "one of " + list);
    }

  private:
    JsonDocument& m_document;
    const nlohmann::json& m_json;
    std::string m_pointer;
};

} // namespace twin
