; Installs the folder with everything in it for one user, without asking for an administrator's rights:
;     makensis -DVERSION=0.1.0 -DFOLDER=…/traynews -DOUT=traynews-0.1.0-setup.exe packaging/windows/traynews.nsi
; /S installs silently. What the program keeps stays when it is uninstalled, unless the user says otherwise.

Target amd64-unicode ; as the program is
!include MUI2.nsh
!include LogicLib.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\TrayNews"
Name "TrayNews ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\TrayNews"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
SetDateSave off ; the same folder gives the same bytes

!define APP_ID "TrayNews" ; of traynews/desktop/program.py: by it Windows knows whose notifications these are

; Writes the id into the shortcut; without it there is a shortcut all the same.
!macro NAME_SHORTCUT path
    !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
    ${If} $0 P<> 0
        ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}", .r1)'
        ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}", .r2)'
        ${If} $1 P<> 0
        ${AndIf} $2 P<> 0
            ${IPersistFile::Load} $1 '("${path}", ${STGM_READWRITE})'
            System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
            System::Call '*(&w64 "${APP_ID}")p.r4'
            System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r5'
            ${IPropertyStore::SetValue} $2 '($3, $5)'
            ${IPropertyStore::Commit} $2 ""
            ${IPersistFile::Save} $1 '("${path}", 1)'
            System::Free $3
            System::Free $4
            System::Free $5
        ${EndIf}
        ${If} $2 P<> 0
            ${IUnknown::Release} $2 ""
        ${EndIf}
        ${If} $1 P<> 0
            ${IUnknown::Release} $1 ""
        ${EndIf}
        ${IUnknown::Release} $0 ""
    ${EndIf}
!macroend

!define MUI_FINISHPAGE_RUN "$INSTDIR\traynews-tray.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "TrayNews"
VIAddVersionKey "FileDescription" "TrayNews setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The TrayNews authors, MIT"

Section
    ; A program that runs cannot be replaced.
    IfFileExists "$INSTDIR\traynews.exe" 0 +2
        nsExec::Exec '"$INSTDIR\traynews.exe" quit'
    RMDir /r "$INSTDIR\_internal"
    SetOutPath "$INSTDIR"
    File /r "${FOLDER}\*.*"
    CreateShortcut "$SMPROGRAMS\TrayNews.lnk" "$INSTDIR\traynews-tray.exe"
    !insertmacro NAME_SHORTCUT "$SMPROGRAMS\TrayNews.lnk"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    WriteRegStr HKCU "${KEY}" "DisplayName" "TrayNews"
    WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${KEY}" "Publisher" "The TrayNews authors"
    WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\traynews-tray.exe"
    WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section Uninstall
    nsExec::Exec '"$INSTDIR\traynews.exe" quit'
    nsExec::Exec '"$INSTDIR\traynews.exe" autostart off'
    MessageBox MB_YESNO|MB_DEFBUTTON2 "Remove the archive and the settings, too?" /SD IDNO IDNO keep
        nsExec::Exec '"$INSTDIR\traynews.exe" wipe --settings --yes'
    keep:
    Delete "$SMPROGRAMS\TrayNews.lnk"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\*.exe"
    Delete "$INSTDIR\THIRD-PARTY.txt"
    Delete "$INSTDIR\traynews.cdx.json"
    RMDir "$INSTDIR"
    DeleteRegKey HKCU "${KEY}"
SectionEnd
