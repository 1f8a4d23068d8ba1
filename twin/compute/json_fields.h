#pragma once

#include "twin/support/result.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Internal to twin/compute: reading JSON files field by field.
namespace twin::compute {

/// A JSON text and the first thing that is wrong with it, with its line.
class JsonDocument
{
  public:
    JsonDocument(std::string_view text, std::string file)
        : m_text(text)
        , m_file(std::move(file))
    {}

    /// Errors: BadInput (no JSON, nested deeper than 32, no object, a name twice in one object).
    [[nodiscard]] Result<> open();

    [[nodiscard]] const nlohmann::json& root() const { return m_json; }

    /// That its `format` is this one (`suanwang.jobs.v1`). To be asked before anything else: what a later
    /// version has is not an unknown field. Errors: Unsupported, another version told from another kind.
    [[nodiscard]] Result<> checkFormat(std::string_view wanted) const;

    /// Line of the value at a path of names and numbers; of the innermost value around it that is there.
    [[nodiscard]] std::int64_t lineOf(const std::vector<std::string>& path) const;
    [[nodiscard]] Error errorAt(const std::vector<std::string>& path, std::string reason,
                                ErrorCode code = ErrorCode::BadInput) const;

  private:
    std::string_view m_text;
    std::string m_file;
    nlohmann::json m_json;
};

/// The fields of one object. The first that is wrong stays as the error; reading goes on with the defaults.
class JsonObject
{
  public:
    JsonObject(const JsonDocument& document, const nlohmann::json& json, std::vector<std::string> path)
        : m_document(document)
        , m_json(json)
        , m_path(std::move(path))
    {}

    void onlyKnows(std::initializer_list<std::string_view> known);

    [[nodiscard]] bool has(const char* name) const { return m_json.contains(name); }

    /// Left as it is where the field is absent.
    void text(const char* name, std::string& out, std::size_t mostBytes = 255);
    void number(const char* name, double& out, double min, double max);
    void whole(const char* name, std::uint32_t& out, std::uint32_t min, std::uint32_t max);
    void texts(const char* name, std::vector<std::string>& out, std::size_t most);
    void fail(const char* name, std::string reason);

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

  private:
    const JsonDocument& m_document;
    const nlohmann::json& m_json;
    std::vector<std::string> m_path;
    std::optional<Error> m_error;
};

} // namespace twin::compute
