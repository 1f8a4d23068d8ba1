#pragma once

#include "twin/network/file_problem.h"
#include "twin/network/sndlib_data.h"
#include "twin/network/sndlib_lexer.h"

#include <string>

namespace twin::network {

/// Reads the items of the sections of SNDlib's native format into an SndlibData. Each read function begins
/// after the item's identifier. Errors: BadInput and TooLarge with file and line.
class SndlibItems
{
  public:
    SndlibItems(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_lexer(text)
        , m_problem{file}
        , m_options(options)
    {}

    Result<> readNode(const SndlibToken& id);
    Result<> readLink(const SndlibToken& id);
    Result<> readDemand(const SndlibToken& id);
    Result<> readPaths(const SndlibToken& demand);

    /// What is left of a group whose parenthesis is open; `open` is named when it is never closed.
    Result<> skipGroup(const SndlibToken& open);
    Result<> expect(SndlibToken::Kind kind, const char* what);
    [[nodiscard]] tl::unexpected<Error> unexpected(const SndlibToken& token, const std::string& wanted) const;

    [[nodiscard]] SndlibLexer& lexer() { return m_lexer; }

    [[nodiscard]] const FileProblem& problem() const { return m_problem; }

    [[nodiscard]] SndlibData& data() { return m_out; }

  private:
    Result<> readModules(SndlibLink& link);
    Result<> readEnds(std::string& source, std::string& target);
    Result<double> amount(const char* what); ///< a number that is not negative

    SndlibLexer m_lexer;
    FileProblem m_problem;
    ReadOptions m_options;
    SndlibData m_out;
    std::size_t m_pathLinks = 0;
};

} // namespace twin::network
