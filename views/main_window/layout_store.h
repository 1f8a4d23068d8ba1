#pragma once

#include <QByteArray>
#include <QString>

class QMainWindow;
class QSettings;

namespace views {

/// Where the window and its docks stand, in the settings: one place for the window, one layout of the docks a
/// workspace. Another version of the layout is not restored.
class LayoutStore
{
  public:
    static constexpr int kVersion = 4; ///< grows when docks are added or renamed

    explicit LayoutStore(QSettings& settings)
        : m_settings(settings)
    {}

    /// The window's place and its docks, as the workspace in front.
    void save(const QMainWindow& window, const QString& workspace) const;
    /// The docks alone.
    void saveDocks(const QMainWindow& window, const QString& workspace) const;
    /// The workspace that was in front; empty when nothing fitting was saved.
    [[nodiscard]] QString workspace() const;
    void restorePlace(QMainWindow& window) const;
    /// False when nothing fitting was saved for it.
    bool restoreDocks(QMainWindow& window, const QString& workspace) const;
    void forget() const;

  private:
    [[nodiscard]] bool isFitting() const;

    QSettings& m_settings;
};

} // namespace views
