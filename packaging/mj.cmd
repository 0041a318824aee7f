@echo off
rem MJ Desktop out of a source checkout, on Windows: packaging\mj run [words...], test [words...], bench NAME.
rem The twin of packaging/mj. UNTRIED on Windows: only its flow was tried, in Wine's interpreter with a stand-in for Python.
rem Python is handed all the words and drops the first itself, since SHIFT does not touch them.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PYTHONPATH="
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "PIP_NO_INPUT=1"
for %%I in ("%~dp0..") do set "CHECKOUT=%%~fI"
set "LOCKS=%CHECKOUT%\packaging"
set "VENV=%CHECKOUT%\.venv"
set "PYTHON=%VENV%\Scripts\python.exe"
set "LOCK="
if "%~1"=="run" set "LOCK=lock.txt"
if "%~1"=="test" set "LOCK=lock-test.txt"
if "%~1"=="bench" set "LOCK=lock-test.txt"
if defined LOCK goto set_up
echo usage: packaging\mj run [words...]     set up, then start MJ Desktop; the words go to the program>&2
echo        packaging\mj test [words...]    set up, then check and test; the words go to pytest>&2
echo        packaging\mj bench NAME [--json]  set up, then measure>&2
exit /b 2

rem ---- set up: .venv, then the lock's packages. A copy of the lock in .venv says that all of it is in. ----

:set_up
if exist "%VENV%\mj-unfinished" goto make_venv
if not exist "%PYTHON%" goto make_venv
"%PYTHON%" -c "import pip" >nul 2>nul
if errorlevel 1 goto make_venv
fc /b "%LOCKS%\%LOCK%" "%VENV%\mj-%LOCK%" >nul 2>nul
if errorlevel 1 goto install
goto start

:make_venv
set "BASE="
call :try_python py -3.13
call :try_python py -3.12
call :try_python py -3.11
call :try_python py -3
call :try_python python
if not defined BASE goto no_python
if exist "%VENV%" rmdir /s /q "%VENV%"
mkdir "%VENV%"
echo.>"%VENV%\mj-unfinished"
echo mj: Making .venv.>&2
%BASE% -m venv "%VENV%"
if errorlevel 1 exit /b 1

:install
echo.>"%VENV%\mj-unfinished"
if exist "%VENV%\mj-lock*.txt" del "%VENV%\mj-lock*.txt"
echo mj: Installing the Python packages of packaging\%LOCK%; the first time takes a minute.>&2
"%PYTHON%" -m pip install -q --only-binary :all: --require-hashes -r "%LOCKS%\%LOCK%"
if errorlevel 1 goto no_packages
"%PYTHON%" -m pip install -q --no-deps --no-build-isolation -e "%CHECKOUT%"
if errorlevel 1 goto no_packages
rem Tests need a superset of what the program needs, so their set-up counts for both.
copy /b "%LOCKS%\lock.txt" "%VENV%\mj-lock.txt" >nul
if "%LOCK%"=="lock-test.txt" copy /b "%LOCKS%\lock-test.txt" "%VENV%\mj-lock-test.txt" >nul
del "%VENV%\mj-unfinished"
goto start

:try_python
if defined BASE exit /b 0
%* -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "BASE=%*"
exit /b 0

:no_python
echo mj: This needs Python 3.11 or newer. Please install it from www.python.org, then start again.>&2
exit /b 1

:no_packages
echo mj: pip could not install the Python packages (see above). Is the network there? Start again to go on.>&2
exit /b 1

rem ---- start ----

:start
if "%~1"=="bench" goto bench
if "%LOCK%"=="lock-test.txt" goto test
"%PYTHON%" -P -c "import runpy, sys; del sys.argv[1]; runpy.run_module('mj_desktop', run_name='__main__', alter_sys=True)" %*
exit /b %ERRORLEVEL%

:bench
cd /d "%CHECKOUT%"
set "FORGET=[os.environ.pop(name) for name in list(os.environ) if name.startswith('ACEDATACLOUD_')]"
"%PYTHON%" -c "import os, sys; %FORGET%; sys.path.insert(0, '.'); import tests.bench.__main__ as bench; sys.exit(bench.main(sys.argv[2:]))" %*
exit /b %ERRORLEVEL%

:test
set "QT_QPA_PLATFORM=offscreen"
cd /d "%CHECKOUT%"
set "FAILED=0"
if not "%~2"=="" goto pytest
"%PYTHON%" -m ruff check
if errorlevel 1 set "FAILED=1"
"%PYTHON%" -m ruff format --check
if errorlevel 1 set "FAILED=1"
"%PYTHON%" -m mypy
if errorlevel 1 set "FAILED=1"

rem Tests never meet a person's token.
:pytest
set "FORGET=[os.environ.pop(name) for name in list(os.environ) if name.startswith('ACEDATACLOUD_')]"
"%PYTHON%" -c "import os, pytest, sys; %FORGET%; sys.exit(pytest.main(sys.argv[2:] or ['-n', 'auto', '--maxschedchunk', '6']))" %*
if errorlevel 1 exit /b %ERRORLEVEL%
exit /b %FAILED%
